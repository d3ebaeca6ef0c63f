create sequence ticketing.number_sequence;
--> statement-breakpoint
create function ticketing.refuse_unlogged() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE'
    and (to_jsonb(new) - array['due_at', 'due_kind', 'words']) = (to_jsonb(old) - array['due_at', 'due_kind', 'words']) then
    return null;
  end if;
  if not exists (
    select 1 from ticketing.ticket_log
    where ticket_id = new.id and version = new.version and xid = pg_current_xact_id()
  ) then
    raise exception 'ticket % was changed to version % without a log line of that version in the same transaction', new.id, new.version
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger ticket_is_logged
  after insert or update on ticketing.ticket
  deferrable initially deferred
  for each row execute function ticketing.refuse_unlogged();
