{{/* Services, routes of the mesh and what the network lets through. */}}
{{- define "textloom-service.network" -}}
{{ include "textloom-service.services" . }}
{{- if include "textloom-service.serves" . }}
{{ include "textloom-service.virtualService" . }}
{{ include "textloom-service.destinationRule" . }}
{{- end }}
{{ include "textloom-service.networkPolicy" . }}
{{- end -}}

{{- define "textloom-service.services" -}}
{{- $name := .Chart.Name -}}
{{- $mode := include "textloom-service.mode" . -}}
---
apiVersion: v1
kind: Service
metadata:
  {{- include "textloom-service.metadata" (dict "root" . "name" $name "labels" (dict "textloom.ai/scrape" "true")) | nindent 2 }}
spec:
  {{- if include "textloom-service.serves" . }}
  type: ClusterIP
  ports:
    - { name: http, port: 80, targetPort: http, appProtocol: http }
  {{- else }}
  # Nobody calls a worker; Prometheus finds its pods by this.
  clusterIP: None
  ports:
    - { name: metrics, port: {{ .Values.port }}, targetPort: metrics, appProtocol: http }
  {{- end }}
  selector:
    app.kubernetes.io/name: {{ $name }}
    app.kubernetes.io/component: {{ .Values.kind }}
{{- if eq $mode "rollout-blue-green" }}
{{ include "textloom-service.ownService" (dict "root" . "name" (printf "%s-preview" $name) "instance" $name) }}
{{- else if eq $mode "blue-green" }}
{{- range list "blue" "green" }}
{{ include "textloom-service.ownService" (dict "root" $ "name" (printf "%s-%s" $name .) "instance" (printf "%s-%s" $name .)) }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "textloom-service.ownService" -}}
---
apiVersion: v1
kind: Service
metadata:
  {{- include "textloom-service.metadata" . | nindent 2 }}
spec:
  type: ClusterIP
  ports:
    - { name: http, port: 80, targetPort: http, appProtocol: http }
  selector:
    {{- include "textloom-service.selector" . | nindent 4 }}
    app.kubernetes.io/component: {{ .root.Values.kind }}
{{- end -}}

{{- define "textloom-service.virtualService" -}}
{{- $name := .Chart.Name -}}
{{- $mode := include "textloom-service.mode" . -}}
{{- $access := .Values.access -}}
{{- $public := eq $access.exposure "public" -}}
{{- $annotations := ternary (dict "argocd.argoproj.io/sync-wave" "2") dict (eq $mode "blue-green") -}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  {{- include "textloom-service.metadata" (dict "root" . "name" $name "annotations" $annotations) | nindent 2 }}
spec:
  hosts:
    - {{ $name }}
    {{- if $public }}
    - {{ $access.host }}
    {{- end }}
  gateways:
    - mesh
    {{- if $public }}
    - {{ $access.gateway }}
    {{- end }}
  http:
    {{- if ne $mode "rolling" }}
    # Whoever asks for the new version gets it, before anybody else does.
    - name: canary-header
      match:
        - headers:
            canary:
              exact: "true"
      route:
        - destination:
            {{- if eq $mode "rollout-blue-green" }}
            host: {{ $name }}-preview
            {{- else }}
            host: {{ $name }}
            subset: {{ eq $mode "blue-green" | ternary (eq .Values.activeColor "blue" | ternary "green" "blue") "canary" }}
            {{- end }}
      {{- include "textloom-service.routeOptions" . | nindent 6 }}
    {{- end }}
    - name: primary
      route:
        {{- if eq $mode "canary" }}
        - destination: { host: {{ $name }}, subset: stable }
          weight: {{ sub 100 (.Values.canary.weight | int) }}
        - destination: { host: {{ $name }}, subset: canary }
          weight: {{ .Values.canary.weight }}
        {{- else if eq $mode "rollout-canary" }}
        # Argo Rollouts moves these weights.
        - destination: { host: {{ $name }}, subset: stable }
          weight: 100
        - destination: { host: {{ $name }}, subset: canary }
          weight: 0
        {{- else if eq $mode "blue-green" }}
        - destination: { host: {{ $name }}, subset: {{ .Values.activeColor }} }
        {{- else }}
        - destination: { host: {{ $name }} }
        {{- end }}
      {{- include "textloom-service.routeOptions" . | nindent 6 }}
{{- end -}}

{{- define "textloom-service.routeOptions" -}}
timeout: {{ .Values.traffic.timeout }}
retries:
  {{- toYaml .Values.traffic.retries | nindent 2 }}
{{- with .Values.traffic.cors }}
corsPolicy:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if eq .Values.access.exposure "public" }}
headers:
  response:
    set:
      # Browsers come back by HTTPS alone, for a year.
      Strict-Transport-Security: max-age=31536000; includeSubDomains
{{- end }}
{{- end -}}

{{- define "textloom-service.destinationRule" -}}
{{- $name := .Chart.Name -}}
{{- $mode := include "textloom-service.mode" . -}}
{{- $subsets := dict -}}
{{- if eq $mode "canary" -}}
{{- $subsets = dict "stable" $name "canary" (printf "%s-canary" $name) -}}
{{- else if eq $mode "blue-green" -}}
{{- $subsets = dict "blue" (printf "%s-blue" $name) "green" (printf "%s-green" $name) -}}
{{- else if eq $mode "rollout-canary" -}}
{{- /* Argo Rollouts adds the hash of each version. */ -}}
{{- $subsets = dict "stable" $name "canary" $name -}}
{{- end -}}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  {{- include "textloom-service.metadata" (dict "root" . "name" $name) | nindent 2 }}
spec:
  host: {{ $name }}
  trafficPolicy:
    tls:
      mode: ISTIO_MUTUAL
    connectionPool:
      {{- toYaml .Values.traffic.connectionPool | nindent 6 }}
    # The circuit breaker: a pod that fails again and again gets no requests for a while.
    outlierDetection:
      {{- toYaml .Values.traffic.outlierDetection | nindent 6 }}
  {{- with $subsets }}
  subsets:
    {{- range $subset, $instance := . }}
    - name: {{ $subset }}
      labels:
        app.kubernetes.io/instance: {{ $instance }}
    {{- end }}
  {{- end }}
{{- end -}}

{{- define "textloom-service.networkPolicy" -}}
{{- $access := .Values.access -}}
{{- $port := .Values.port -}}
---
# Once pods are selected, all that is not named here is denied, in both directions.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "textloom-service.metadata" (dict "root" . "name" .Chart.Name "annotations" (include "textloom-service.first" . | fromYaml)) | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ .Chart.Name }}
  policyTypes: [Ingress, Egress]
  ingress:
    # Prometheus: the service's metrics and those of its proxy.
    - from:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }
      ports:
        {{- range list $port 15020 15090 }}
        - { protocol: TCP, port: {{ . }} }
        {{- end }}
    {{- if include "textloom-service.serves" . }}
    # Its own pods: the health check before a switch.
    - from:
        - podSelector: { matchLabels: { app.kubernetes.io/name: {{ .Chart.Name }} } }
        {{- if eq $access.exposure "public" }}
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: istio-system } }
        {{- end }}
        {{- range $access.callers }}
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: {{ .namespace | default $.Release.Namespace }} } }
          podSelector: { matchLabels: { app.kubernetes.io/name: {{ .name }} } }
        {{- end }}
      ports:
        - { protocol: TCP, port: {{ $port }} }
    {{- end }}
  egress:
    - to:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
          podSelector: { matchLabels: { k8s-app: kube-dns } }
      ports:
        - { protocol: UDP, port: 53 }
        - { protocol: TCP, port: 53 }
    # Certificates and routes of the mesh.
    - to:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: istio-system } }
      ports:
        - { protocol: TCP, port: 15012 }
    # Traces.
    - to:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }
      ports:
        - { protocol: TCP, port: 4318 }
    {{- if include "textloom-service.serves" . }}
    - to:
        - podSelector: { matchLabels: { app.kubernetes.io/name: {{ .Chart.Name }} } }
      ports:
        - { protocol: TCP, port: {{ $port }} }
    {{- end }}
    {{- range .Values.egress.services }}
    - to:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: {{ .namespace | default $.Release.Namespace }} } }
          podSelector: { matchLabels: { app.kubernetes.io/name: {{ .name }} } }
      ports:
        {{- range .ports }}
        - { protocol: TCP, port: {{ . }} }
        {{- end }}
    {{- end }}
    {{- if .Values.egress.https }}
    # Keys of the issuer of tokens, Sentry, S3: their addresses change, the one that gives out the node's credentials is not among them.
    - to:
        - ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] }
      ports:
        - { protocol: TCP, port: 443 }
    {{- end }}
{{- end -}}
