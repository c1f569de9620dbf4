{{/* Everything. Charts that want it in files of their own include the parts. */}}
{{- define "textloom-service.all" -}}
{{ include "textloom-service.migrate" . }}
{{ include "textloom-service.workload" . }}
{{ include "textloom-service.preSwitch" . }}
{{ include "textloom-service.scaling" . }}
{{ include "textloom-service.network" . }}
{{ include "textloom-service.security" . }}
{{ include "textloom-service.observability" . }}
{{- end -}}
