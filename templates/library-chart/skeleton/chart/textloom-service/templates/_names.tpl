{{/*
How the release reaches production, in one word:
rolling | canary | blue-green (fixed weights of Istio) | rollout-canary | rollout-blue-green (Argo Rollouts)
*/}}
{{- define "textloom-service.mode" -}}
{{- $v := .Values -}}
{{- if eq $v.strategy "rolling" -}}
rolling
{{- else if $v.rollout.enabled -}}
{{- if and (eq $v.kind "worker") (eq $v.strategy "blue-green") -}}
{{- fail "A worker takes tasks as soon as it runs, so blue-green cannot hold one back: use strategy canary or rolling" -}}
{{- end -}}
rollout-{{ $v.strategy }}
{{- else -}}
{{- if eq $v.kind "worker" -}}
{{- fail "A worker has no requests that Istio could split: use strategy rolling, or switch rollout.enabled on" -}}
{{- end -}}
{{ $v.strategy }}
{{- end -}}
{{- end -}}

{{/* Version that is shown to people; what runs is decided by the image's digest. */}}
{{- define "textloom-service.version" -}}
{{- .Values.release | default .Values.image.tag | default .Chart.AppVersion -}}
{{- end -}}

{{- define "textloom-service.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/version: {{ include "textloom-service.version" . | quote }}
app.kubernetes.io/part-of: {{ .Values.partOf | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
backstage.io/kubernetes-id: {{ .Chart.Name }}
textloom.ai/environment: {{ .Values.environment }}
textloom.ai/owner: {{ .Values.owner | quote }}
{{- end -}}

{{/* Metadata of an object. Takes root, name and, if wanted, annotations. */}}
{{- define "textloom-service.metadata" -}}
name: {{ .name }}
labels:
  {{- include "textloom-service.labels" .root | nindent 2 }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with .annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Pods of one Deployment. Never changes, since a selector cannot. Takes root and instance. */}}
{{- define "textloom-service.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .instance }}
{{- end -}}

{{/* Reference of an image: the digest, where there is one, cannot be moved like a tag. */}}
{{- define "textloom-service.image" -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag }}
{{- end -}}
{{- end -}}

{{/* Whether pods answer requests; a worker only shows its metrics. */}}
{{- define "textloom-service.serves" -}}
{{- ternary "true" "" (ne .Values.kind "worker") -}}
{{- end -}}

{{- define "textloom-service.portName" -}}
{{- ternary "http" "metrics" (ne .Values.kind "worker") -}}
{{- end -}}

{{/*
The Deployments of this chart, as a YAML list: one, or stable and canary, or blue and green; a worker may have a second
one for its priority queue. Each has what differs between them.
*/}}
{{- define "textloom-service.workloads" -}}
{{- $name := .Chart.Name -}}
{{- $v := .Values -}}
{{- $mode := include "textloom-service.mode" . -}}
{{- $base := dict "args" $v.args "autoscaling" $v.autoscaling "resources" $v.resources "nodeGroup" $v.nodeGroup "tolerations" $v.tolerations "queue" $v.queue -}}
{{- $all := list -}}
{{- if eq $mode "blue-green" -}}
  {{- range $color := list "blue" "green" -}}
    {{- $image := include "textloom-service.ownImage" (dict "base" $v.image "own" (get $v.colors $color)) | fromYaml -}}
    {{- $all = append $all (merge (dict "instance" (printf "%s-%s" $name $color) "image" $image) $base) -}}
  {{- end -}}
{{- else -}}
  {{- $all = append $all (merge (dict "instance" $name "image" $v.image) $base) -}}
  {{- if eq $mode "canary" -}}
    {{- $share := divf $v.canary.weight 100 -}}
    {{- /* Two at least, since one alone is no share that can be relied on. */ -}}
    {{- $min := max 2 (mulf $v.autoscaling.min $share | ceil) -}}
    {{- $scaling := dict "min" $min "max" (max (add1 $min) (mulf $v.autoscaling.max $share | ceil)) -}}
    {{- $image := include "textloom-service.ownImage" (dict "base" $v.image "own" $v.canary.image) | fromYaml -}}
    {{- $all = append $all (merge (dict "instance" (printf "%s-canary" $name) "image" $image "autoscaling" (merge $scaling $v.autoscaling)) $base) -}}
  {{- end -}}
{{- end -}}
{{- if and (eq $v.kind "worker") $v.priorityWorker.enabled -}}
  {{- $all = append $all (merge (dict "instance" (printf "%s-priority" $name) "image" $v.image) (omit $v.priorityWorker "enabled") $base) -}}
{{- end -}}
{{- toYaml $all -}}
{{- end -}}

{{/* Image of a second version; until it is set, that of the first. Takes base and own. */}}
{{- define "textloom-service.ownImage" -}}
{{- if or .own.digest .own.tag -}}
{{- toYaml (merge (deepCopy .own) (dict "repository" .base.repository)) -}}
{{- else -}}
{{- toYaml .base -}}
{{- end -}}
{{- end -}}

{{/* What scales: Argo Rollouts owns the pods of the service's own Deployment. Takes root and instance. */}}
{{- define "textloom-service.scaleTarget" -}}
{{- if and (hasPrefix "rollout-" (include "textloom-service.mode" .root)) (eq .instance .root.Chart.Name) -}}
apiVersion: argoproj.io/v1alpha1
kind: Rollout
{{- else -}}
apiVersion: apps/v1
kind: Deployment
{{- end }}
name: {{ .instance }}
{{- end -}}

{{/* Annotation of what pods need before they start: Argo CD applies it before Jobs and Deployments. */}}
{{- define "textloom-service.first" -}}
argocd.argoproj.io/sync-wave: "-2"
{{- end -}}
