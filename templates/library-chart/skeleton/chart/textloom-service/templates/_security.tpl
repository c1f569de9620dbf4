{{/* Who the service is, who may call it, and its secrets. */}}
{{- define "textloom-service.security" -}}
{{- $name := .Chart.Name -}}
{{- $meta := dict "root" . "name" $name -}}
{{- $first := include "textloom-service.first" . | fromYaml -}}
{{- $selector := printf "selector:\n  matchLabels:\n    app.kubernetes.io/name: %s" $name -}}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "textloom-service.metadata" (merge (dict "annotations" (merge (deepCopy .Values.serviceAccount.annotations) $first)) $meta) | nindent 2 }}
automountServiceAccountToken: false
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  {{- include "textloom-service.metadata" $meta | nindent 2 }}
spec:
  {{- $selector | nindent 2 }}
  mtls:
    mode: STRICT
{{- if .Values.jwt.enabled }}
---
# Refuses a wrong token. It lets a request without one pass; the policy after it does not.
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata:
  {{- include "textloom-service.metadata" $meta | nindent 2 }}
spec:
  {{- $selector | nindent 2 }}
  jwtRules:
    - issuer: {{ .Values.jwt.issuer | quote }}
      audiences: [{{ .Values.jwt.audience | quote }}]
      jwksUri: {{ .Values.jwt.jwksUri | quote }}
      # The service reads the tenant from it.
      forwardOriginalToken: true
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  {{- include "textloom-service.metadata" (merge (dict "name" (printf "%s-require-token" $name)) $meta) | nindent 2 }}
spec:
  {{- $selector | nindent 2 }}
  action: DENY
  rules:
    - from:
        - source:
            notRequestPrincipals: ["*"]
            {{- $trusted := list }}
            {{- range .Values.access.callers }}
            {{- if .withoutToken }}
            {{- $trusted = append $trusted (printf "cluster.local/ns/%s/sa/%s" (.namespace | default $.Release.Namespace) .name) }}
            {{- end }}
            {{- end }}
            {{- with $trusted }}
            notPrincipals:
              {{- toYaml . | nindent 14 }}
            {{- end }}
      to:
        - operation:
            notPaths: [/healthz, /readyz, /metrics]
{{- end }}
---
# Nothing is allowed but what the next one names.
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  {{- include "textloom-service.metadata" (merge (dict "name" (printf "%s-deny-all" $name)) $meta) | nindent 2 }}
spec:
  {{- $selector | nindent 2 }}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  {{- include "textloom-service.metadata" $meta | nindent 2 }}
spec:
  {{- $selector | nindent 2 }}
  action: ALLOW
  rules:
    # Prometheus.
    - from:
        - source:
            principals: [{{ .Values.monitoring.principal | quote }}]
      to:
        - operation: { methods: [GET], paths: [/metrics] }
    {{- if include "textloom-service.serves" . }}
    # The health check before a switch.
    - from:
        - source:
            principals: ["cluster.local/ns/{{ .Release.Namespace }}/sa/{{ $name }}"]
      to:
        - operation: { methods: [GET], paths: [/healthz, /readyz] }
    {{- if eq .Values.access.exposure "public" }}
    {{- include "textloom-service.allow" (dict "principal" .Values.access.gatewayPrincipal "token" .Values.jwt.enabled) | nindent 4 }}
    {{- end }}
    {{- range .Values.access.callers }}
    {{- $principal := printf "cluster.local/ns/%s/sa/%s" (.namespace | default $.Release.Namespace) .name }}
    {{- include "textloom-service.allow" (dict "principal" $principal "token" (and $.Values.jwt.enabled (not .withoutToken))) | nindent 4 }}
    {{- end }}
    {{- end }}
{{- with .Values.secrets }}
---
# Values come from the secret store; Git holds their names alone.
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  {{- include "textloom-service.metadata" (merge (dict "annotations" $first) $meta) | nindent 2 }}
spec:
  refreshInterval: 1h
  secretStoreRef:
    kind: ClusterSecretStore
    name: textloom
  target:
    name: {{ $name }}
    creationPolicy: Owner
  data:
    {{- range . }}
    - secretKey: {{ . }}
      remoteRef:
        key: textloom/{{ $.Values.environment }}/{{ $name }}
        property: {{ . }}
    {{- end }}
{{- end }}
{{- end -}}

{{/* One caller, and whether its requests need the token of a user. Metrics are nobody's but Prometheus'. */}}
{{- define "textloom-service.allow" -}}
- from:
    - source:
        principals: [{{ .principal | quote }}]
        {{- if .token }}
        requestPrincipals: ["*"]
        {{- end }}
  to:
    - operation:
        notPaths: [/metrics]
{{- end -}}
