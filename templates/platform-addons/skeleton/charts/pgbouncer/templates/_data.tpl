{{/*
What the charts of the data layer have in common. Each carries a copy of this file, so that none has to be fetched.
*/}}
{{- define "data.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: {{ .Values.partOf | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
textloom.ai/environment: {{ .Values.environment }}
textloom.ai/owner: {{ .Values.owner | quote }}
{{- end -}}

{{/* Metadata of an object. Takes root, name and, if wanted, labels and annotations. */}}
{{- define "data.metadata" -}}
name: {{ .name }}
labels:
  {{- include "data.labels" .root | nindent 2 }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with .annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Pods of one workload. Never changes, since a selector cannot. Takes root and instance. */}}
{{- define "data.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .instance }}
{{- end -}}

{{/* Metadata of pods. Takes root, instance, component, checksum and, if wanted, labels and annotations. */}}
{{- define "data.podMetadata" -}}
labels:
  {{- include "data.labels" .root | nindent 2 }}
  app.kubernetes.io/component: {{ .component }}
  app.kubernetes.io/instance: {{ .instance }}
  sidecar.istio.io/inject: "true"
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
annotations:
  kubectl.kubernetes.io/default-container: {{ .component }}
  # The proxy is there before it starts, and until it has ended: handing over needs the network.
  sidecar.istio.io/nativeSidecar: "true"
  sidecar.istio.io/proxyCPU: {{ .root.Values.proxy.cpu | quote }}
  sidecar.istio.io/proxyMemory: {{ .root.Values.proxy.memory | quote }}
  # Pods start again when what they read has changed.
  checksum/config: {{ .checksum | sha256sum }}
  {{- with .annotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{- define "data.image" -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag }}
{{- end -}}
{{- end -}}

{{- define "data.podSecurity" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  # A volume with many files is not walked through at each start.
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end -}}

{{- define "data.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end -}}

{{/* On which nodes pods run: of one node group, spread over zones and nodes. Takes root and instance. */}}
{{- define "data.placement" -}}
nodeSelector:
  eks.amazonaws.com/nodegroup: {{ .root.Values.nodeGroup }}
{{- if .root.Values.spot }}
tolerations:
  - key: eks.amazonaws.com/capacityType
    operator: Equal
    value: SPOT
    effect: NoSchedule
{{- end }}
topologySpreadConstraints:
  - topologyKey: topology.kubernetes.io/zone
    maxSkew: 1
    whenUnsatisfiable: DoNotSchedule
    # A zone whose nodes are lost does not count, or its pods could not move to the others.
    nodeTaintsPolicy: Honor
    labelSelector:
      matchLabels:
        {{- include "data.selector" . | nindent 8 }}
  - topologyKey: kubernetes.io/hostname
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "data.selector" . | nindent 8 }}
{{- end -}}

{{- define "data.budget" -}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "data.metadata" (dict "root" .root "name" .instance) | nindent 2 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "data.selector" . | nindent 6 }}
{{- end -}}

{{/*
Who may come in and where pods may go; all else is denied. Takes root, ports (for callers), peerPorts (among its own
pods), metricsPorts and, if wanted, egress (more rules).
*/}}
{{- define "data.networkPolicy" -}}
{{- $root := .root -}}
{{- $own := dict "podSelector" (dict "matchLabels" (dict "app.kubernetes.io/name" $root.Chart.Name)) -}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "data.metadata" (dict "root" $root "name" $root.Chart.Name) | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ $root.Chart.Name }}
  policyTypes: [Ingress, Egress]
  ingress:
    # Prometheus: its metrics and those of its proxy.
    - from:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }
      ports:
        {{- range concat .metricsPorts (list 15020 15090) }}
        - { protocol: TCP, port: {{ . }} }
        {{- end }}
    {{- with $root.Values.access.callers }}
    - from:
        {{- range . }}
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: {{ .namespace }} } }
          {{- with .name }}
          podSelector: { matchLabels: { app.kubernetes.io/name: {{ . }} } }
          {{- end }}
        {{- end }}
      ports:
        {{- range $.ports }}
        - { protocol: TCP, port: {{ . }} }
        {{- end }}
    {{- end }}
    {{- with .peerPorts }}
    - from:
        - {{ toYaml $own | nindent 10 | trim }}
      ports:
        {{- range . }}
        - { protocol: TCP, port: {{ . }} }
        {{- end }}
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
    {{- with .peerPorts }}
    - to:
        - {{ toYaml $own | nindent 10 | trim }}
      ports:
        {{- range . }}
        - { protocol: TCP, port: {{ . }} }
        {{- end }}
    {{- end }}
    {{- with .egress }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}

{{/* Who it is, and whom the mesh lets in. Takes root and ports, peerPorts and metricsPorts as the network policy does. */}}
{{- define "data.mesh" -}}
{{- $root := .root -}}
{{- $name := $root.Chart.Name -}}
{{- $meta := dict "root" $root "name" $name -}}
{{- $selector := printf "selector:\n  matchLabels:\n    app.kubernetes.io/name: %s" $name -}}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "data.metadata" $meta | nindent 2 }}
automountServiceAccountToken: false
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  {{- include "data.metadata" $meta | nindent 2 }}
spec:
  {{- $selector | nindent 2 }}
  mtls:
    mode: STRICT
---
# As soon as one policy allows something, all that none allows is denied.
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  {{- include "data.metadata" $meta | nindent 2 }}
spec:
  {{- $selector | nindent 2 }}
  action: ALLOW
  rules:
    - from:
        - source:
            principals: [{{ $root.Values.monitoring.principal | quote }}]
      to:
        - operation: { ports: {{ include "data.ports" .metricsPorts }} }
    {{- range $root.Values.access.callers }}
    - from:
        - source:
            {{- if .name }}
            principals: ["cluster.local/ns/{{ .namespace }}/sa/{{ .name }}"]
            {{- else }}
            namespaces: [{{ .namespace | quote }}]
            {{- end }}
      to:
        - operation: { ports: {{ include "data.ports" $.ports }} }
    {{- end }}
    {{- with .peerPorts }}
    - from:
        - source:
            principals: ["cluster.local/ns/{{ $root.Release.Namespace }}/sa/{{ $name }}"]
      to:
        - operation: { ports: {{ include "data.ports" . }} }
    {{- end }}
{{- end -}}

{{/* Ports as texts in a list, as Istio wants them. */}}
{{- define "data.ports" -}}
{{- $texts := list -}}
{{- range . -}}
{{- $texts = append $texts (. | toString) -}}
{{- end -}}
{{ $texts | toJson }}
{{- end -}}

{{/* What is scraped and what alerts. Takes root and endpoints (their fields besides the scheme). */}}
{{- define "data.observability" -}}
{{- $root := .root -}}
{{- $name := $root.Chart.Name -}}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  {{- include "data.metadata" (dict "root" $root "name" $name) | nindent 2 }}
spec:
  # Gives the label job, by which alerts find it.
  jobLabel: app.kubernetes.io/name
  podTargetLabels: [app.kubernetes.io/component, app.kubernetes.io/instance]
  selector:
    matchLabels:
      app.kubernetes.io/name: {{ $name }}
      textloom.ai/scrape: "true"
  endpoints:
    {{- range .endpoints }}
    - {{ toYaml . | nindent 6 | trim }}
      interval: 15s
      {{- if $root.Values.monitoring.meshCertificates }}
      # mTLS is strict here, too; the proxy beside Prometheus writes these files.
      scheme: https
      tlsConfig:
        caFile: /etc/prom-certs/root-cert.pem
        certFile: /etc/prom-certs/cert-chain.pem
        keyFile: /etc/prom-certs/key.pem
        # Certificates of the mesh carry a SPIFFE identity instead of a host name.
        insecureSkipVerify: true
      {{- end }}
    {{- end }}
{{- if $root.Values.alerts.enabled }}
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  {{- include "data.metadata" (dict "root" $root "name" $name) | nindent 2 }}
spec:
  {{- /* As it is: the braces in it are Prometheus', not Helm's. */}}
  {{- $root.Files.Get "rules/alerts.yaml" | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Secret from the secret store; Git holds the names alone. Takes root, properties and, if wanted, template. */}}
{{- define "data.externalSecret" -}}
{{- $name := .root.Chart.Name -}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  {{- include "data.metadata" (dict "root" .root "name" $name) | nindent 2 }}
spec:
  refreshInterval: 1h
  secretStoreRef:
    kind: ClusterSecretStore
    name: textloom
  target:
    name: {{ $name }}
    creationPolicy: Owner
    {{- with .template }}
    template:
      engineVersion: v2
      data:
        {{- toYaml . | nindent 8 }}
    {{- end }}
  data:
    {{- range .properties }}
    - secretKey: {{ . }}
      remoteRef:
        key: textloom/{{ $.root.Values.environment }}/{{ $name }}
        property: {{ . }}
    {{- end }}
{{- end -}}
