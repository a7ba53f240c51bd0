-- What lists are leafed through by. A stage changes seldom; the others cost nothing while a lead is marketing's, and
-- nearly all are.
CREATE INDEX lead_stage      ON lead (stage);
CREATE INDEX lead_of_team    ON lead (team)                WHERE team <> 'marketing';
CREATE INDEX lead_handed_due ON lead (team, due_at)        WHERE team <> 'marketing' AND due_at IS NOT NULL;
DROP INDEX lead_team;
CREATE INDEX lead_team       ON lead (team, owner, due_at) WHERE team <> 'marketing';

-- Leads with a touch of which nobody knows, or not yet, whether it was sent; few.
CREATE TABLE doubtful (
  lead INTEGER PRIMARY KEY
);
-- A quote within a person's own words is escaped, so that nobody can write these.
INSERT INTO doubtful SELECT row FROM lead WHERE instr(state, '"doubts":[') > 0 OR instr(state, '"begun":true') > 0;
