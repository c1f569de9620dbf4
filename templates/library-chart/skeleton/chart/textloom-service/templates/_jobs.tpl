{{/*
A Job of the service's own image: nothing else has to be pulled, scanned and trusted.
Takes root, purpose, image, container (what its container has besides), retries and seconds.
*/}}
{{- define "textloom-service.job" -}}
{{- $name := .root.Chart.Name -}}
spec:
  backoffLimit: {{ .retries }}
  activeDeadlineSeconds: {{ .seconds }}
  template:
    metadata:
      labels:
        {{- include "textloom-service.labels" .root | nindent 8 }}
        app.kubernetes.io/component: {{ .purpose }}
        app.kubernetes.io/instance: {{ $name }}-{{ .purpose }}
        sidecar.istio.io/inject: "true"
      annotations:
        # As a container beside it, the proxy would keep the Job from ending.
        sidecar.istio.io/nativeSidecar: "true"
    spec:
      serviceAccountName: {{ $name }}
      automountServiceAccountToken: false
      restartPolicy: Never
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 10001
        seccompProfile:
          type: RuntimeDefault
      nodeSelector:
        eks.amazonaws.com/nodegroup: {{ .root.Values.nodeGroup }}
      containers:
        - name: {{ .purpose }}
          image: {{ include "textloom-service.image" .image | quote }}
          {{- toYaml .container | nindent 10 }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: tmp
              mountPath: /tmp
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 16Mi
{{- end -}}

{{/* Job that asks a version whether it is ready. Takes root, image and host. */}}
{{- define "textloom-service.healthJob" -}}
{{- $ask := list "python" "-c" "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=5)" -}}
{{- if eq .root.Values.kind "web" -}}
{{- $ask = list "node" "-e" "fetch(process.argv[1]).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))" -}}
{{- end -}}
{{- $resources := dict "requests" (dict "cpu" "50m" "memory" "64Mi") "limits" (dict "cpu" "200m" "memory" "128Mi") -}}
{{- $container := dict "command" $ask "args" (list (printf "http://%s/readyz" .host)) "resources" $resources -}}
{{ include "textloom-service.job" (dict "root" .root "purpose" "health" "image" .image "container" $container "retries" 5 "seconds" 300) }}
{{- end -}}

{{/* Before traffic goes to a colour, that colour must answer; Argo CD and Helm both wait for it. */}}
{{- define "textloom-service.preSwitch" -}}
{{- if eq (include "textloom-service.mode" .) "blue-green" }}
{{- $color := .Values.activeColor -}}
{{- $image := include "textloom-service.ownImage" (dict "base" .Values.image "own" (get .Values.colors $color)) | fromYaml }}
---
apiVersion: batch/v1
kind: Job
metadata:
  {{- $hooks := dict "argocd.argoproj.io/hook" "Sync" "argocd.argoproj.io/sync-wave" "1" "argocd.argoproj.io/hook-delete-policy" "BeforeHookCreation" "helm.sh/hook" "pre-upgrade" "helm.sh/hook-delete-policy" "before-hook-creation" }}
  {{- include "textloom-service.metadata" (dict "root" . "name" (printf "%s-health" .Chart.Name) "annotations" $hooks) | nindent 2 }}
{{ include "textloom-service.healthJob" (dict "root" . "image" $image "host" (printf "%s-%s" .Chart.Name $color)) }}
{{- end }}
{{- end -}}

{{/*
Before pods of a version start, its tables are there. Of two versions the one that takes over is asked: it knows the
tables of both. An older one finds a database that is ahead of it, and leaves it as it is.
*/}}
{{- define "textloom-service.migrate" -}}
{{- $v := .Values -}}
{{- if $v.migrate }}
{{- $mode := include "textloom-service.mode" . -}}
{{- $own := dict -}}
{{- if eq $mode "canary" -}}
{{- $own = $v.canary.image -}}
{{- else if eq $mode "blue-green" -}}
{{- $own = get $v.colors (ternary "green" "blue" (eq $v.activeColor "blue")) -}}
{{- end -}}
{{- $image := include "textloom-service.ownImage" (dict "base" $v.image "own" $own) | fromYaml -}}
{{- $container := dict "args" (list "migrate") "env" (include "textloom-service.env" . | fromYamlArray) "resources" $v.resources }}
---
apiVersion: batch/v1
kind: Job
metadata:
  {{- /* Helm has no secret before it has installed; the pods of a first release wait for the tables by their readiness. */}}
  {{- $hooks := dict "argocd.argoproj.io/hook" "Sync" "argocd.argoproj.io/sync-wave" "-1" "argocd.argoproj.io/hook-delete-policy" "BeforeHookCreation" "helm.sh/hook" "post-install,pre-upgrade" "helm.sh/hook-delete-policy" "before-hook-creation" }}
  {{- include "textloom-service.metadata" (dict "root" . "name" (printf "%s-migrate" .Chart.Name) "annotations" $hooks) | nindent 2 }}
{{ include "textloom-service.job" (dict "root" . "purpose" "migrate" "image" $image "container" $container "retries" 2 "seconds" 1800) }}
{{- end }}
{{- end -}}
