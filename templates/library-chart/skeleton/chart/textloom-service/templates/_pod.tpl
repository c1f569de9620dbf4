{{/* Template of the pods of a workload. Takes root and workload. */}}
{{- define "textloom-service.pod" -}}
{{- $v := .root.Values -}}
{{- $name := .root.Chart.Name -}}
metadata:
  labels:
    {{- include "textloom-service.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ $v.kind }}
    app.kubernetes.io/instance: {{ .workload.instance }}
    sidecar.istio.io/inject: "true"
  annotations:
    kubectl.kubernetes.io/default-container: {{ $name }}
    # The first request of the service itself must not meet a proxy that is not up yet.
    proxy.istio.io/config: '{"holdApplicationUntilProxyStarts": true}'
    sidecar.istio.io/proxyCPU: {{ $v.proxy.cpu | quote }}
    sidecar.istio.io/proxyMemory: {{ $v.proxy.memory | quote }}
spec:
  serviceAccountName: {{ $name }}
  # The service does not talk to the Kubernetes API.
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: {{ $v.terminationGracePeriodSeconds }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    seccompProfile:
      type: RuntimeDefault
  {{- include "textloom-service.placement" . | nindent 2 }}
  containers:
    - name: {{ $name }}
      image: {{ include "textloom-service.image" .workload.image | quote }}
      imagePullPolicy: IfNotPresent
      {{- with .workload.args }}
      args:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      ports:
        - name: {{ include "textloom-service.portName" .root }}
          containerPort: {{ $v.port }}
      env:
        {{- include "textloom-service.env" .root | trim | nindent 8 }}
      {{- include "textloom-service.probes" .root | nindent 6 }}
      resources:
        {{- toYaml .workload.resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      volumeMounts:
        - name: tmp
          mountPath: /tmp
  volumes:
    # The only place that can be written to.
    - name: tmp
      emptyDir:
        sizeLimit: {{ $v.scratchSize }}
{{- end -}}

{{- define "textloom-service.probes" -}}
{{- $port := include "textloom-service.portName" . -}}
# Liveness looks at the process alone: a failing database must not restart every pod.
startupProbe:
  httpGet: { path: /healthz, port: {{ $port }} }
  periodSeconds: 2
  failureThreshold: 30
livenessProbe:
  httpGet: { path: /healthz, port: {{ $port }} }
  periodSeconds: 10
  timeoutSeconds: 2
  failureThreshold: 3
readinessProbe:
  httpGet: { path: /readyz, port: {{ $port }} }
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
{{- if include "textloom-service.serves" . }}
lifecycle:
  preStop:
    # Until the endpoints everywhere have forgotten the pod, it still gets requests.
    exec:
      command: [sleep, "10"]
{{- end }}
{{- end -}}

{{- define "textloom-service.env" -}}
{{- $v := .Values -}}
{{- $plain := dict "ENVIRONMENT" $v.environment "PORT" $v.port "LOG_LEVEL" $v.logLevel "OTEL_EXPORTER_OTLP_ENDPOINT" $v.tracing.endpoint "OTEL_SERVICE_NAME" .Chart.Name -}}
{{- if $v.release -}}
{{- $_ := set $plain "RELEASE" $v.release -}}
{{- end -}}
{{- if $v.jwt.enabled -}}
{{- $_ := set $plain "JWT_ISSUER" $v.jwt.issuer -}}
{{- $_ := set $plain "JWT_AUDIENCE" $v.jwt.audience -}}
{{- $_ := set $plain "JWKS_URL" $v.jwt.jwksUri -}}
{{- end -}}
{{- with $v.objectStorage.bucket -}}
{{- $_ := set $plain "S3_BUCKET" . -}}
{{- $_ := set $plain "S3_ENDPOINT" $v.objectStorage.endpoint -}}
{{- end -}}
{{- range $key, $value := mergeOverwrite $plain $v.env }}
- name: {{ $key }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- range $v.secrets }}
- name: {{ . }}
  valueFrom:
    secretKeyRef: { name: {{ $.Chart.Name }}, key: {{ . }} }
{{- end }}
{{- end -}}

{{/* On which nodes pods run: of one node group, spread over zones and nodes. Takes root and workload. */}}
{{- define "textloom-service.placement" -}}
{{- $v := .root.Values -}}
nodeSelector:
  eks.amazonaws.com/nodegroup: {{ .workload.nodeGroup }}
tolerations:
  # A lost node is left after one minute; the default of Kubernetes is five.
  {{- range list "not-ready" "unreachable" }}
  - key: node.kubernetes.io/{{ . }}
    operator: Exists
    effect: NoExecute
    tolerationSeconds: 60
  {{- end }}
  {{- if $v.spot }}
  - key: eks.amazonaws.com/capacityType
    operator: Equal
    value: SPOT
    effect: NoSchedule
  {{- end }}
  {{- with .workload.tolerations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- if $v.spot }}
affinity:
  nodeAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        preference:
          matchExpressions:
            - { key: eks.amazonaws.com/capacityType, operator: In, values: [SPOT] }
{{- end }}
topologySpreadConstraints:
  - topologyKey: topology.kubernetes.io/zone
    maxSkew: 1
    whenUnsatisfiable: DoNotSchedule
    # A zone whose nodes are lost does not count, or its pods could not move to the others.
    nodeTaintsPolicy: Honor
    matchLabelKeys: [pod-template-hash]
    labelSelector:
      matchLabels:
        {{- include "textloom-service.selector" (dict "root" .root "instance" .workload.instance) | nindent 8 }}
  - topologyKey: kubernetes.io/hostname
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    matchLabelKeys: [pod-template-hash]
    labelSelector:
      matchLabels:
        {{- include "textloom-service.selector" (dict "root" .root "instance" .workload.instance) | nindent 8 }}
{{- end -}}
