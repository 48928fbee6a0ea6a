{{- define "receipts.fullname" -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "receipts.labels" -}}
app.kubernetes.io/name: receipts
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}
