{{- define "tools.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{- define "tools.email" -}}
{{ .name }}@{{ required "project" .root.Values.project }}.iam.gserviceaccount.com
{{- end }}
