drop trigger trail_no_update;
drop trigger trail_no_delete;
