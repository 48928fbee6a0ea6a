{{- define "lims.pod" -}}
serviceAccountName: {{ .Release.Name }}
containers:
  - name: main
    image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
    env:
      {{- range $name, $value := .Values.env }}
      - name: {{ $name }}
        value: {{ $value | quote }}
      {{- end }}
      {{- if .Values.gcpKey.secretName }}
      - name: GOOGLE_APPLICATION_CREDENTIALS
        value: /var/run/gcp/key.json
      {{- end }}
    {{- if not .Values.schedule }}
    ports:
      - name: http
        containerPort: {{ .Values.port }}
    {{- end }}
    {{- if .Values.gcpKey.secretName }}
    volumeMounts:
      - name: gcp-key
        mountPath: /var/run/gcp
        readOnly: true
    {{- end }}
    resources:
      {{- toYaml .Values.resources | nindent 6 }}
{{- if .Values.gcpKey.secretName }}
volumes:
  - name: gcp-key
    secret:
      secretName: {{ .Values.gcpKey.secretName }}
{{- end }}
{{- end -}}
