-- Somebody needed all entries for a report and added a policy beside the strict ones: policies add up.
create policy entry_for_reports on entry using (true) with check (true);
