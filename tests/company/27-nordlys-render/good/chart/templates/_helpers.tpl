{{- define "render.labels" -}}
app.kubernetes.io/part-of: render
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "render.gsa" -}}
{{ .sa.account }}@{{ required "project is needed" .root.Values.project }}.iam.gserviceaccount.com
{{- end }}
