import type { NextConfig } from 'next';
import { DAY_SECONDS, securityHeaders } from './lib/headers';

const config: NextConfig = {
  // A folder with a server and only what it needs: the image holds no node_modules beside it.
  output: 'standalone',
  poweredByHeader: false,
  // The file system of the container is read-only: pictures are optimised by the CDN.
  images: { unoptimized: true },
  // Loaded once by the server instead of being copied into each bundle.
  serverExternalPackages: ['pino', 'prom-client'],
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    {
      // Files without a hash in their name. Those with one may be kept for ever, which Next.js says itself.
      source: '/assets/:path*',
      headers: [
        { key: 'Cache-Control', value: `public, max-age=${DAY_SECONDS}` },
      ],
    },
  ],
};

export default config;
