{{/* Deployments, and the Rollout where Argo Rollouts drives the release. */}}
{{- define "textloom-service.workload" -}}
{{- $mode := include "textloom-service.mode" . -}}
{{- range include "textloom-service.workloads" . | fromYamlArray }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "textloom-service.metadata" (dict "root" $ "name" .instance) | nindent 2 }}
spec:
  # No replicas: the autoscaler owns them, and Git would set them back at each sync.
  revisionHistoryLimit: 5
  selector:
    matchLabels:
      {{- include "textloom-service.selector" (dict "root" $ "instance" .instance) | nindent 6 }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 25%
      maxUnavailable: 0
  template:
    {{- include "textloom-service.pod" (dict "root" $ "workload" .) | nindent 4 }}
{{- end }}
{{- if hasPrefix "rollout-" $mode }}
{{ include "textloom-service.rollout" . }}
{{- end }}
{{- end -}}

{{- define "textloom-service.rollout" -}}
{{- $name := .Chart.Name -}}
{{- $mode := include "textloom-service.mode" . -}}
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  {{- include "textloom-service.metadata" (dict "root" . "name" $name) | nindent 2 }}
spec:
  revisionHistoryLimit: 5
  selector:
    matchLabels:
      {{- include "textloom-service.selector" (dict "root" . "instance" $name) | nindent 6 }}
  # Argo Rollouts takes the pods over from the Deployment, which keeps the template.
  workloadRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ $name }}
    scaleDown: onsuccess
  strategy:
    {{- if eq $mode "rollout-blue-green" }}
    blueGreen:
      activeService: {{ $name }}
      previewService: {{ $name }}-preview
      # Somebody, or the portal after its approvals, switches.
      autoPromotionEnabled: false
      # The old version waits for so long, so that going back is a switch.
      scaleDownDelaySeconds: {{ .Values.rollout.keepOldSeconds }}
      prePromotionAnalysis:
        templates: [{ templateName: {{ $name }}-health }]
      postPromotionAnalysis:
        templates: [{ templateName: {{ $name }} }]
        args: [{ name: hash, valueFrom: { podTemplateHashValue: Latest } }]
    {{- else }}
    canary:
      maxSurge: 25%
      maxUnavailable: 0
      {{- if include "textloom-service.serves" . }}
      trafficRouting:
        istio:
          virtualService:
            name: {{ $name }}
            routes: [primary]
          destinationRule:
            name: {{ $name }}
            stableSubsetName: stable
            canarySubsetName: canary
      analysis:
        templates: [{ templateName: {{ $name }} }]
        args: [{ name: hash, valueFrom: { podTemplateHashValue: Latest } }]
        startingStep: 1
      {{- end }}
      steps:
        # Each pause ends when somebody, or the portal after its approvals, promotes.
        {{- range .Values.rollout.steps }}
        - setWeight: {{ . }}
        - pause: {}
        {{- end }}
        - setWeight: 100
    {{- end }}
{{- if include "textloom-service.serves" . }}
{{ include "textloom-service.analysis" . }}
{{- end }}
{{- end -}}

{{/* What sends a new version back by itself: the limits that the alerts of production have, too. */}}
{{- define "textloom-service.analysis" -}}
{{- $name := .Chart.Name -}}
{{- $address := .Values.rollout.prometheus -}}
{{- /* Beside a canary it goes on until the last step; after a switch it watches for ten minutes. */}}
{{- $count := ternary "count: 10" "" (eq (include "textloom-service.mode" .) "rollout-blue-green") -}}
{{- $requests := printf "reporter=\"destination\",destination_service_namespace=\"%s\",destination_service_name=\"%s\",rollouts_pod_template_hash=\"{{args.hash}}\"" .Release.Namespace $name -}}
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  {{- include "textloom-service.metadata" (dict "root" . "name" $name) | nindent 2 }}
spec:
  args:
    - name: hash
  metrics:
    - name: error-rate-percent
      interval: 1m
      {{- with $count }}
      {{ . }}
      {{- end }}
      failureLimit: 1
      # Without requests there is nothing to judge.
      successCondition: len(result) == 0 || isNaN(result[0]) || result[0] < {{ .Values.limits.errorRatePercent }}
      provider:
        prometheus:
          address: {{ $address }}
          query: |
            100 * (sum(rate(istio_requests_total{ {{- $requests }},response_code=~"5.."}[2m])) or vector(0))
              / sum(rate(istio_requests_total{ {{- $requests -}} }[2m]))
    - name: p95-milliseconds
      interval: 1m
      {{- with $count }}
      {{ . }}
      {{- end }}
      failureLimit: 1
      successCondition: len(result) == 0 || isNaN(result[0]) || result[0] < {{ .Values.limits.p95Milliseconds }}
      provider:
        prometheus:
          address: {{ $address }}
          query: |
            histogram_quantile(0.95, sum by (le) (
              rate(istio_request_duration_milliseconds_bucket{ {{- $requests -}} }[2m])))
{{- if eq (include "textloom-service.mode" .) "rollout-blue-green" }}
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  {{- include "textloom-service.metadata" (dict "root" . "name" (printf "%s-health" $name)) | nindent 2 }}
spec:
  metrics:
    - name: ready
      count: 3
      interval: 5s
      failureLimit: 0
      provider:
        job:
          {{- include "textloom-service.healthJob" (dict "root" . "image" .Values.image "host" (printf "%s-preview" $name)) | nindent 10 }}
{{- end }}
{{- end -}}
