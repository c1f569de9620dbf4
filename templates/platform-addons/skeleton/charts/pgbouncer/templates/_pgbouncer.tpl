{{/*
The workloads, as a YAML list: one for the primary and one for each replica. Each has its pods, and how many
connections one of them may open: to the server, and to each database.
*/}}
{{- define "pgbouncer.workloads" -}}
{{- $v := .Values -}}
{{- $total := 0 -}}
{{- range $v.databases -}}
{{- $total = add $total .percent -}}
{{- end -}}
{{- if gt $total 100 -}}
{{- fail (printf "The databases share %d per cent of the connections; 100 is all there is" $total) -}}
{{- end -}}
{{- $all := list (dict "instance" "pgbouncer" "server" "primary" "role" "read-write" "sizes" $v.primary) -}}
{{- range $i := until ($v.replicas.count | int) -}}
{{- $all = append $all (dict "instance" (printf "pgbouncer-ro-%d" (add1 $i)) "server" (printf "replica_%d" (add1 $i)) "role" "read-only" "sizes" $v.replicas) -}}
{{- end -}}
{{- range $all -}}
{{- $sizes := .sizes -}}
{{- $shares := list -}}
{{- range $v.databases -}}
{{- /* Rounded down, so that the sum over all pods never exceeds the limit. */ -}}
{{- $share := div (mul $sizes.maxConnections .percent) (mul 100 $sizes.pods) -}}
{{- if lt $share 1 -}}
{{- fail (printf "%s gets %d per cent of %d connections over %d pods, which is less than one: fewer pods, or a larger share" .name (.percent | int) ($sizes.maxConnections | int) ($sizes.pods | int)) -}}
{{- end -}}
{{- $shares = append $shares (dict "name" .name "max" $share) -}}
{{- end -}}
{{- $_ := set . "databases" $shares -}}
{{- $_ := set . "perPod" (div $sizes.maxConnections $sizes.pods) -}}
{{- end -}}
{{ toYaml $all }}
{{- end -}}

{{/* Settings of the pods of a workload. Takes root and workload. */}}
{{- define "pgbouncer.ini" -}}
{{- $v := .root.Values -}}
[pgbouncer]
listen_addr = 0.0.0.0
listen_port = 6432
; Nobody shares a file system with it.
unix_socket_dir =
auth_type = scram-sha-256
auth_file = /etc/pgbouncer-secret/userlist.txt
stats_users = pgbouncer_stats

; A connection belongs to a client for one transaction, and to nobody in between.
pool_mode = transaction
max_client_conn = {{ $v.pool.maxClients }}
; Of one user to one database: as many as the database may have at all.
default_pool_size = {{ .workload.perPod }}
; {{ .workload.sizes.pods }} pods open {{ mul .workload.perPod .workload.sizes.pods }} connections at most.
max_db_connections = {{ .workload.perPod }}
query_wait_timeout = {{ $v.pool.queryWaitSeconds }}
idle_transaction_timeout = {{ $v.pool.idleTransactionSeconds }}
{{- if semverCompare ">=1.21.0-0" $v.image.tag }}
max_prepared_statements = {{ $v.pool.maxPreparedStatements }}
{{- end }}

; Runs when a session ends, which in transaction pooling is never: what a client sets must be SET LOCAL.
server_reset_query = DISCARD ALL
server_reset_query_always = 0
server_check_query = select 1
server_check_delay = 30
server_connect_timeout = 5
server_login_retry = 2
server_idle_timeout = 300
; Connections find a new primary, and new certificates, within the hour.
server_lifetime = 3600
tcp_keepalive = 1
tcp_keepidle = 30
tcp_keepintvl = 10
tcp_keepcnt = 3
; The address of RDS changes in a failover.
dns_max_ttl = 5

server_tls_sslmode = verify-full
server_tls_ca_file = /etc/pgbouncer-secret/ca.pem
server_tls_protocols = secure

; Drivers send it, and it changes nothing for the next client.
ignore_startup_parameters = extra_float_digits
log_connections = 0
log_disconnections = 0

; Where the server is, which the secret store knows.
%include /etc/pgbouncer-secret/{{ .workload.server }}.ini
{{ end -}}

{{/* The databases of a workload; External Secrets puts the host in. */}}
{{- define "pgbouncer.databases" -}}
[databases]
{{- $at := . }}
{{- range .workload.databases }}
{{ .name }} = host={{ printf "{{ .%s_host }}" $at.workload.server }} port={{ $at.root.Values.egress.port }} dbname={{ .name }} max_db_connections={{ .max }}
{{- end }}
{{ end -}}
