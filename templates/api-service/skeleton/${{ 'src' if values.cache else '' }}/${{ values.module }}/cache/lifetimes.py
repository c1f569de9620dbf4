"""How long things may be kept, in seconds."""

# L1: this process.
LOCAL = 300
# L2: Redis.
SHARED = 1_800
# Results of requests, in Redis.
API_RESULT = 900
# Sessions of users, in Redis; each use begins them anew.
SESSION = 7_200
# L3: the CDN.
EDGE = 86_400
