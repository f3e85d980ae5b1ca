"""The agreement (umowa): schedule and cost estimate edited jointly in versions, confirmed by both sides, signed."""
