{{/*
Sends clients to the node of a shard that a quorum of the sentinels names master, and that says so itself. The word of
the node alone is not enough: after a failover the old master believes to be one until somebody has told it.
*/}}
{{- define "redis.haproxy" -}}
{{- $v := .Values -}}
{{- $sentinels := include "redis.sentinels" . | fromYamlArray -}}
global
  log stdout format raw local0 notice
  maxconn {{ $v.router.maxConnections }}
  hard-stop-after 30s

defaults
  mode tcp
  log global
  option dontlognull
  option clitcpka
  option srvtcpka
  timeout connect 2s
  timeout check 1s
  # Queues wait for tasks without a word.
  timeout client 1h
  timeout server 1h
  default-server check inter 1s fastinter 500ms downinter 500ms fall 2 rise 1 resolvers cluster init-addr none

resolvers cluster
  parse-resolv-conf
  accepted_payload_size 8192
  hold valid 5s
  hold obsolete 10s

frontend metrics
  mode http
  bind :8404
  timeout client 10s
  monitor-uri /healthz
  http-request use-service prometheus-exporter if { path /metrics }
  http-request deny

frontend sentinels
  bind :26379
  default_backend sentinels

backend sentinels
  balance leastconn
  option tcp-check
  tcp-check connect
  tcp-check send "AUTH ${REDIS_PASSWORD}\r\nPING\r\n"
  tcp-check expect string "+PONG"
  {{- range $i, $host := $sentinels }}
  server sentinel-{{ $i }} {{ $host }}:26379
  {{- end }}
{{- range $s, $shard := include "redis.shards" . | fromYamlArray }}
{{- $nodes := include "redis.nodes" (dict "root" $ "shard" $shard) | fromYamlArray }}

frontend {{ $shard }}
  bind :{{ add 6379 $s }}
  # Where no node fulfils both, connections are closed and clients try again.
  {{- range $i, $host := $nodes }}
  use_backend {{ $shard }}-{{ $i }} if { nbsrv(named-{{ $shard }}-{{ $i }}) ge {{ $v.sentinel.quorum }} } { nbsrv({{ $shard }}-{{ $i }}) ge 1 }
  {{- end }}
{{- range $i, $host := $nodes }}

backend {{ $shard }}-{{ $i }}
  option tcp-check
  tcp-check connect
  tcp-check send "AUTH ${REDIS_PASSWORD}\r\nINFO replication\r\nQUIT\r\n"
  tcp-check expect string "role:master"
  # Clients of a master that is none any more have to connect again.
  server node {{ $host }}:6379 on-marked-down shutdown-sessions

backend named-{{ $shard }}-{{ $i }}
  # Another name than the expected one is seen by this running out, so that it is short.
  timeout check 300ms
  option tcp-check
  tcp-check connect
  tcp-check send "AUTH ${REDIS_PASSWORD}\r\nSENTINEL get-master-addr-by-name {{ $shard }}\r\n"
  tcp-check expect string "{{ $host }}\r\n"
  {{- range $j, $sentinel := $sentinels }}
  server sentinel-{{ $j }} {{ $sentinel }}:26379
  {{- end }}
{{- end }}
{{- end }}
{{ end -}}
