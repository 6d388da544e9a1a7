-- A feature added two tables and forgot the wall: one has no policies, the other only half of them.
create table wide_open (id int primary key, organisation_id int not null);
create table half_open (id int primary key, organisation_id int not null);
alter table half_open enable row level security;
alter table half_open force row level security;
create policy half_open_read on half_open for select using (false);
create policy half_open_add on half_open for insert with check (false);
