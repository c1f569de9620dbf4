{{/* How the service is watched: what is scraped, what alerts, what is drawn. */}}
{{- define "textloom-service.observability" -}}
{{- $name := .Chart.Name -}}
{{- $meta := dict "root" . "name" $name -}}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  {{- include "textloom-service.metadata" $meta | nindent 2 }}
spec:
  # Gives the label job, by which alerts and autoscaler find the service.
  jobLabel: app.kubernetes.io/name
  podTargetLabels: [app.kubernetes.io/instance]
  selector:
    matchLabels:
      app.kubernetes.io/name: {{ $name }}
      textloom.ai/scrape: "true"
  endpoints:
    - port: {{ include "textloom-service.portName" . }}
      path: /metrics
      interval: 15s
      {{- if .Values.monitoring.meshCertificates }}
      # mTLS is strict here, too; the proxy beside Prometheus writes these files.
      scheme: https
      tlsConfig:
        caFile: /etc/prom-certs/root-cert.pem
        certFile: /etc/prom-certs/cert-chain.pem
        keyFile: /etc/prom-certs/key.pem
        # Certificates of the mesh carry a SPIFFE identity instead of a host name.
        insecureSkipVerify: true
      {{- end }}
{{- if .Values.alerts.enabled }}
{{- range $path, $_ := .Files.Glob "rules/*.yaml" }}
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  {{- include "textloom-service.metadata" (dict "root" $ "name" $name) | nindent 2 }}
spec:
  {{- /* As it is: the braces in it are Prometheus', not Helm's. */}}
  {{- $.Files.Get $path | nindent 2 }}
{{- end }}
{{- end }}
{{- if .Values.dashboards.enabled }}
{{- with .Files.Glob "dashboards/*.json" }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "textloom-service.metadata" (dict "root" $ "name" (printf "%s-dashboards" $name) "labels" (dict "grafana_dashboard" "1")) | nindent 2 }}
data:
  {{- range $path, $content := . }}
  {{ base $path }}: |
    {{- $.Files.Get $path | nindent 4 }}
  {{- end }}
{{- end }}
{{- end }}
{{- end -}}
