"""Public consultations (konsultacje społeczne): notices, documents, remarks, answers, reports."""
