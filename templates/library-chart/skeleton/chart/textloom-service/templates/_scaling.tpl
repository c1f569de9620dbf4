{{/* Autoscalers and disruption budget of each workload. */}}
{{- define "textloom-service.scaling" -}}
{{- range include "textloom-service.workloads" . | fromYamlArray }}
{{- $at := dict "root" $ "workload" . "instance" .instance }}
{{ include "textloom-service.horizontal" $at }}
{{ include "textloom-service.vertical" $at }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "textloom-service.metadata" (dict "root" $ "name" .instance) | nindent 2 }}
spec:
  maxUnavailable: {{ $.Values.disruption.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "textloom-service.selector" $at | nindent 6 }}
{{- end }}
{{- end -}}

{{- define "textloom-service.horizontal" -}}
{{- $scaling := .workload.autoscaling -}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "textloom-service.metadata" (dict "root" .root "name" .instance) | nindent 2 }}
spec:
  scaleTargetRef:
    {{- include "textloom-service.scaleTarget" . | nindent 4 }}
  minReplicas: {{ $scaling.min }}
  maxReplicas: {{ $scaling.max }}
  metrics:
    {{- range $resource := list "cpu" "memory" }}
    {{- with get $scaling $resource }}
    - type: Resource
      resource:
        name: {{ $resource }}
        target: { type: Utilization, averageUtilization: {{ . }} }
    {{- end }}
    {{- end }}
    {{- with $scaling.requestsPerSecond }}
    - type: Pods
      pods:
        metric: { name: http_requests_per_second }
        target: { type: AverageValue, averageValue: {{ . | toString | quote }} }
    {{- end }}
    {{- with $scaling.queueLength }}
    {{- include "textloom-service.queueMetric" (dict "at" $ "metric" "queue_length" "limit" .) | nindent 4 }}
    {{- end }}
    {{- with $scaling.waitSeconds }}
    {{- include "textloom-service.queueMetric" (dict "at" $ "metric" "queue_oldest_task_seconds" "limit" .) | nindent 4 }}
    {{- end }}
  behavior:
    scaleUp:
      stabilizationWindowSeconds: 0
      # Doubling each minute is fast enough, and a wrong metric does not fill the node group at once.
      policies:
        - { type: Percent, value: 100, periodSeconds: 60 }
        - { type: Pods, value: 4, periodSeconds: 60 }
    scaleDown:
      stabilizationWindowSeconds: 300
      policies:
        - { type: Percent, value: 20, periodSeconds: 60 }
{{- end -}}

{{/* The whole queue counts, not its share of a pod: more than the limit is too much with any number of workers. */}}
{{- define "textloom-service.queueMetric" -}}
- type: External
  external:
    metric:
      name: {{ .metric }}
      selector:
        matchLabels: { job: {{ .at.root.Chart.Name }}, queue: {{ .at.workload.queue }} }
    target: { type: Value, value: {{ .limit | toString | quote }} }
{{- end -}}

{{- define "textloom-service.vertical" -}}
---
apiVersion: autoscaling.k8s.io/v1
kind: VerticalPodAutoscaler
metadata:
  {{- include "textloom-service.metadata" (dict "root" .root "name" .instance) | nindent 2 }}
spec:
  targetRef:
    {{- include "textloom-service.scaleTarget" . | nindent 4 }}
  updatePolicy:
    # It recommends only: two autoscalers that act on the same CPU and memory would work against each other.
    updateMode: {{ ternary "Initial" "Off" (and (empty .workload.autoscaling.cpu) (empty .workload.autoscaling.memory)) | quote }}
  resourcePolicy:
    containerPolicies:
      - containerName: {{ .root.Chart.Name }}
        controlledResources: [cpu, memory]
        minAllowed: { cpu: 50m, memory: 64Mi }
        maxAllowed:
          {{- toYaml (pick .workload.resources.limits "cpu" "memory") | nindent 10 }}
      - containerName: istio-proxy
        mode: "Off"
{{- end -}}
