drop trigger trail_unchanged on trail;
grant update, delete on trail to balie_app;
