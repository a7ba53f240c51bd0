-- The names of leads that were written before 2-leadgrains.sql kept any: once, some 80 µs a lead. Apart from the others, in a transaction
-- of its own, so that nobody who writes waits for it. Run again it finds nobody left.
INSERT INTO lead_who
  SELECT l.row, coalesce((SELECT lower(concat(s.person ->> 'firstName', ' ', s.person ->> 'lastName', ' ', s.person ->> 'company'))
      FROM (SELECT convert_from(PayloadBinary, 'UTF8')::json -> 'state' -> 'person' AS person FROM OrleansStorage
        WHERE GrainTypeString = 'lead' AND GrainIdN1 = leadgrains_n1(l.id) AND GrainIdN0 = leadgrains_n0(l.id)) s), '')
  FROM lead_row l WHERE NOT EXISTS (SELECT FROM lead_who w WHERE w.row = l.row)
ON CONFLICT DO NOTHING;
