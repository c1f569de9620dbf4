{{/* Names of the shards, as a YAML list. */}}
{{- define "redis.shards" -}}
{{- $all := list -}}
{{- range $i := until (.Values.shards | int) -}}
{{- $all = append $all (printf "shard-%d" (add1 $i)) -}}
{{- end -}}
{{ toYaml $all }}
{{- end -}}

{{/* Domain of the pods behind a headless service. Takes root and service. */}}
{{- define "redis.domain" -}}
{{ .service }}.{{ .root.Release.Namespace }}.svc.{{ .root.Values.clusterDomain }}
{{- end -}}

{{/* Hosts of the nodes of a shard, as a YAML list; the first is master at the very first start. Takes root and shard. */}}
{{- define "redis.nodes" -}}
{{- $domain := include "redis.domain" (dict "root" .root "service" "redis-nodes") -}}
{{- $shard := .shard -}}
{{- $all := list -}}
{{- range $i := until (add1 .root.Values.replicas | int) -}}
{{- $all = append $all (printf "redis-%s-%d.%s" $shard $i $domain) -}}
{{- end -}}
{{ toYaml $all }}
{{- end -}}

{{/* Hosts of the sentinels, as a YAML list. */}}
{{- define "redis.sentinels" -}}
{{- $domain := include "redis.domain" (dict "root" . "service" "redis-sentinels") -}}
{{- $all := list -}}
{{- range $i := until (.Values.sentinel.pods | int) -}}
{{- $all = append $all (printf "redis-sentinel-%d.%s" $i $domain) -}}
{{- end -}}
{{ toYaml $all }}
{{- end -}}

{{/* host:port of each, in one line. Takes hosts and port. */}}
{{- define "redis.addresses" -}}
{{- $all := list -}}
{{- $port := .port -}}
{{- range .hosts -}}
{{- $all = append $all (printf "%s:%v" . $port) -}}
{{- end -}}
{{ join " " $all }}
{{- end -}}

{{/* Ports that clients use: one of each shard, and that of the sentinels. */}}
{{- define "redis.ports" -}}
{{- $all := list -}}
{{- range $i := until (.Values.shards | int) -}}
{{- $all = append $all (add 6379 $i) -}}
{{- end -}}
{{ toYaml (append $all 26379) }}
{{- end -}}

{{- define "redis.conf" -}}
{{- $v := .Values -}}
bind 0.0.0.0
protected-mode no
tcp-keepalive 60
timeout 0

maxmemory {{ $v.redis.maxmemory }}
maxmemory-policy {{ $v.redis.maxmemoryPolicy }}

# Both: the log loses a second at most, the snapshot is what backups copy and what a start reads fast.
appendonly yes
appendfsync {{ $v.redis.appendfsync }}
aof-use-rdb-preamble yes
auto-aof-rewrite-percentage 100
auto-aof-rewrite-min-size 64mb
save {{ $v.redis.save }}
rdbchecksum yes
# A disk that fails must not go unnoticed.
stop-writes-on-bgsave-error yes
# The log has everything; writing 16 GiB once more would outlast the grace period.
shutdown-on-sigterm nosave
shutdown-timeout 5

replica-read-only yes
replica-serve-stale-data no
repl-diskless-sync yes
# A replica that was away for a short while reads what it has missed, and not everything.
repl-backlog-size 256mb
repl-timeout 30
client-output-buffer-limit replica 1gb 512mb 60
{{ end -}}

{{- define "redis.sentinel.conf" -}}
{{- $v := .Values -}}
{{- if or (gt ($v.sentinel.quorum | int) ($v.sentinel.pods | int)) (le (mul 2 $v.sentinel.quorum | int) ($v.sentinel.pods | int)) -}}
{{- fail (printf "A quorum of %d is no majority of %d sentinels" ($v.sentinel.quorum | int) ($v.sentinel.pods | int)) -}}
{{- end -}}
bind 0.0.0.0
protected-mode no
# Pods keep their names and change their addresses.
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel deny-scripts-reconfig yes
{{- range include "redis.shards" . | fromYamlArray }}
sentinel monitor {{ . }} {{ include "redis.nodes" (dict "root" $ "shard" .) | fromYamlArray | first }} 6379 {{ $v.sentinel.quorum }}
sentinel down-after-milliseconds {{ . }} {{ $v.sentinel.downAfterMilliseconds }}
sentinel failover-timeout {{ . }} {{ $v.sentinel.failoverTimeoutMilliseconds }}
sentinel parallel-syncs {{ . }} 1
{{- end }}
{{ end -}}
