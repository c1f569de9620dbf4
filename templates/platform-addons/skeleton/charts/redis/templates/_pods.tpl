{{/* Variables that the scripts read. Takes root, self (host without domain comes from the pod), service and port. */}}
{{- define "redis.env" -}}
{{- $sentinels := include "redis.sentinels" .root | fromYamlArray -}}
- name: POD
  valueFrom: { fieldRef: { fieldPath: metadata.name } }
- name: SELF
  value: $(POD).{{ include "redis.domain" . }}:{{ .port }}
- name: SENTINELS
  value: {{ include "redis.addresses" (dict "hosts" $sentinels "port" 26379) }}
- name: QUORUM
  value: {{ .root.Values.sentinel.quorum | quote }}
- name: SETTINGS
  value: /settings
- name: CONFIG
  value: /config
- name: DATA
  value: /data
- name: REDISCLI_AUTH
  valueFrom: { secretKeyRef: { name: redis, key: password } }
{{- end -}}

{{/* Metrics of the server beside it. Takes root and port. */}}
{{- define "redis.exporter" -}}
- name: exporter
  image: {{ include "data.image" .root.Values.exporter.image | quote }}
  imagePullPolicy: IfNotPresent
  ports:
    - { name: metrics, containerPort: 9121 }
  livenessProbe: { tcpSocket: { port: metrics }, periodSeconds: 30, timeoutSeconds: 5 }
  env:
    - name: REDIS_ADDR
      value: redis://127.0.0.1:{{ .port }}
    - name: REDIS_PASSWORD
      valueFrom: { secretKeyRef: { name: redis, key: password } }
  resources:
    {{- toYaml .root.Values.exporter.resources | nindent 4 }}
  {{- include "data.containerSecurity" . | nindent 2 }}
{{- end -}}

{{/* Volumes besides the one that stays. */}}
{{- define "redis.volumes" -}}
- name: settings
  configMap: { name: redis-settings }
- name: scripts
  configMap: { name: redis-scripts, defaultMode: 0555 }
# In memory, for the password is in it.
- name: config
  emptyDir: { medium: Memory, sizeLimit: 1Mi }
{{- end -}}

{{- define "redis.mounts" -}}
- { name: settings, mountPath: /settings, readOnly: true }
- { name: scripts, mountPath: /scripts, readOnly: true }
- { name: config, mountPath: /config }
- { name: data, mountPath: /data }
{{- end -}}

{{/* Two of these are never in one zone. Takes root and instance. */}}
{{- define "redis.apart" -}}
affinity:
  podAntiAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
      - topologyKey: {{ . }}
        labelSelector:
          matchLabels:
            {{- include "data.selector" $ | nindent 12 }}
      {{- end }}
{{- end -}}

{{/* Takes storage. */}}
{{- define "redis.claim" -}}
- apiVersion: v1
  kind: PersistentVolumeClaim
  metadata:
    name: data
  spec:
    accessModes: [ReadWriteOnce]
    storageClassName: {{ .className }}
    resources:
      requests:
        storage: {{ .size }}
{{- end -}}

{{/* What pods start again for. */}}
{{- define "redis.checksum" -}}
{{ include "redis.conf" . }}{{ include "redis.sentinel.conf" . }}
{{- range $path, $_ := .Files.Glob "files/*.sh" }}{{ $.Files.Get $path }}{{ end }}
{{- end -}}
