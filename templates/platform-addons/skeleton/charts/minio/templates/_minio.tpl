{{/*
How many volumes there are. An erasure set holds all of them, so that the parity says how many may be lost; it has to
be a zone, and must leave a majority to write to.
*/}}
{{- define "minio.drives" -}}
{{- $drives := mul .Values.pods .Values.drivesPerPod -}}
{{- $zone := div $drives 3 -}}
{{- $parity := .Values.parity | int -}}
{{- if or (lt $drives 4) (gt $drives 16) -}}
{{- fail (printf "%d volumes are no erasure set: it has 4 to 16" $drives) -}}
{{- end -}}
{{- if lt $parity ($zone | int) -}}
{{- fail (printf "With a parity of %d a zone with %d volumes must not be lost: raise it to %d" $parity $zone $zone) -}}
{{- end -}}
{{- if gt (mul 2 $parity) $drives -}}
{{- fail (printf "A parity of %d is more than half of %d volumes" $parity $drives) -}}
{{- end -}}
{{ $drives }}
{{- end -}}

{{/* The volumes of all servers, in MinIO's own notation. */}}
{{- define "minio.volumes" -}}
{{- $_ := include "minio.drives" . -}}
{{- $last := sub .Values.pods 1 -}}
{{- $path := eq (.Values.drivesPerPod | int) 1 | ternary "/data-0" (printf "/data-{0...%d}" (sub .Values.drivesPerPod 1)) -}}
http://minio-{0...{{ $last }}}.minio-nodes.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}:9000{{ $path }}
{{- end -}}

{{/* A variable from the secret. Takes name and key. */}}
{{- define "minio.secret" -}}
- name: {{ .name }}
  valueFrom: { secretKeyRef: { name: minio, key: {{ .key }} } }
{{- end -}}

{{- define "minio.env" -}}
{{ include "minio.secret" (dict "name" "MINIO_ROOT_USER" "key" "root_user") }}
{{ include "minio.secret" (dict "name" "MINIO_ROOT_PASSWORD" "key" "root_password") }}
# Encrypts what is written, whether or not the client asks for it.
{{ include "minio.secret" (dict "name" "MINIO_KMS_SECRET_KEY" "key" "kms_key") }}
- name: MINIO_KMS_AUTO_ENCRYPTION
  value: "on"
- name: MINIO_VOLUMES
  value: {{ include "minio.volumes" . | quote }}
- name: MINIO_STORAGE_CLASS_STANDARD
  value: EC:{{ .Values.parity }}
- name: MINIO_SITE_REGION
  value: {{ .Values.region }}
{{- with .Values.domain }}
- name: MINIO_DOMAIN
  value: {{ . }}
{{- end }}
# Metrics are nobody's but Prometheus'.
- name: MINIO_PROMETHEUS_AUTH_TYPE
  value: jwt
- name: MINIO_BROWSER
  value: {{ .Values.console.enabled | ternary "on" "off" | quote }}
- name: MINIO_UPDATE
  value: "off"
{{- end -}}
