"""Local initiatives (inicjatywa lokalna): requests, assessment, agreement, work done, settlement."""
