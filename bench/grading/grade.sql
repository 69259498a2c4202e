-- The model of bench/grading (model.yaml) in SQL, as of 2026-12-31: the same grades and the same ledger, exact integers only.
-- $FOLDER stands for the folder of S.csv and F.csv. Points are in hundredths, factors in millionths.
CREATE TABLE subjects AS
SELECT row_number() OVER () AS n, * FROM read_csv('$FOLDER/S.csv', header = true, all_varchar = true);
CREATE TABLE facts AS
SELECT s.n, f.record_id, f.of, f.occurred_on::DATE AS occurred, f.determined_on::DATE AS determined, f.ended_on::DATE AS ended,
       CASE WHEN f.status IS NULL OR (f.status_on IS NOT NULL AND f.status_on::DATE > DATE '2026-12-31') THEN NULL ELSE f.status END AS status,
       f.severity, f.outcome, f.value::INTEGER AS value, coalesce(f.public, '') <> 'false' AS public
FROM read_csv('$FOLDER/F.csv', header = true, all_varchar = true, parallel = true) f JOIN subjects s USING (subject_id);

-- Scope and coverage. All subjects are in scope; feeds weigh 4, 2, 2, 1, 1 of 10.
CREATE TABLE standing AS
SELECT n, subject_id,
       CASE WHEN (CASE WHEN list_contains(l, 'penalty') THEN 4 ELSE 0 END + CASE WHEN list_contains(l, 'license') THEN 2 ELSE 0 END
                + CASE WHEN list_contains(l, 'practice') THEN 2 ELSE 0 END + CASE WHEN list_contains(l, 'commitment') THEN 1 ELSE 0 END
                + CASE WHEN list_contains(l, 'selfcheck') THEN 1 ELSE 0 END) * 10 < 60 THEN 'M1'
            WHEN registered_on IS NULL OR DATE '2026-12-31' < registered_on::DATE + INTERVAL 6 MONTH THEN 'M2' END AS unrated
FROM (SELECT n, subject_id, registered_on, string_split(feeds, ';') AS l FROM subjects);

-- Lines inside their windows: raw in hundredths of a point, decay as a fraction, status factor in tenths.
CREATE TABLE dated AS
SELECT n, record_id, rule, grp, date, public, status, raw100,
       CASE WHEN rule IN ('G1', 'G2') THEN greatest(24 - months, 0)
            WHEN rule = 'N1' THEN CASE WHEN DATE '2026-12-31' < date + INTERVAL 12 MONTH THEN 4 WHEN DATE '2026-12-31' < date + INTERVAL 36 MONTH THEN 2
                                       WHEN DATE '2026-12-31' < date + INTERVAL 60 MONTH THEN 1 ELSE 0 END
            WHEN rule = 'R1' THEN 6 WHEN rule = 'B1' THEN greatest(1095 - days, 0) ELSE 1 END AS num,
       CASE WHEN rule IN ('G1', 'G2') THEN 24 WHEN rule = 'N1' THEN 4 WHEN rule = 'R1' THEN 10 WHEN rule = 'B1' THEN 1095 ELSE 1 END AS den
FROM (
  SELECT *, datediff('day', date, DATE '2026-12-31') AS days,
         datediff('month', date, DATE '2026-12-31')
           - CASE WHEN date + to_months(datediff('month', date, DATE '2026-12-31')::INTEGER) > DATE '2026-12-31' THEN 1 ELSE 0 END AS months
  FROM (
    SELECT f.n, record_id, public, status,
      CASE of WHEN 'commendation' THEN 'G1' WHEN 'public_welfare' THEN 'G2' WHEN 'training' THEN 'G3' WHEN 'penalty' THEN 'N1'
              WHEN 'spot_check' THEN 'N2' WHEN 'complaint' THEN 'N3' WHEN 'practice_points' THEN 'N4' WHEN 'recognised_negative' THEN 'R1'
              WHEN 'broken_commitment' THEN 'B1' WHEN 'reference_info' THEN 'X1' END AS rule,
      CASE of WHEN 'commendation' THEN 'good' WHEN 'public_welfare' THEN 'good' WHEN 'training' THEN 'good' WHEN 'penalty' THEN 'penalty'
              WHEN 'spot_check' THEN 'check' WHEN 'complaint' THEN 'check' WHEN 'practice_points' THEN 'practice'
              WHEN 'recognised_negative' THEN 'recognised' WHEN 'broken_commitment' THEN 'breach' WHEN 'reference_info' THEN 'reference' END AS grp,
      CASE WHEN of IN ('penalty', 'recognised_negative', 'broken_commitment') THEN determined ELSE occurred END AS date,
      CASE of WHEN 'commendation' THEN 300 WHEN 'public_welfare' THEN 200 WHEN 'training' THEN 100
              WHEN 'penalty' THEN CASE severity WHEN 'minor' THEN -100 WHEN 'general' THEN -800 WHEN 'serious' THEN -2000 END
              WHEN 'spot_check' THEN CASE outcome WHEN 'pass' THEN 0 WHEN 'fixed' THEN -200 WHEN 'fail' THEN -500 END
              WHEN 'complaint' THEN -50 WHEN 'practice_points' THEN -50 * value
              WHEN 'recognised_negative' THEN CASE severity WHEN 'minor' THEN -100 WHEN 'general' THEN -500 WHEN 'serious' THEN -1000 END
              WHEN 'broken_commitment' THEN -400 WHEN 'reference_info' THEN -100 END AS raw100
    FROM facts f JOIN standing USING (n) WHERE unrated IS NULL AND of <> 'serious_list')
  WHERE date <= DATE '2026-12-31')
WHERE CASE WHEN rule IN ('G3', 'N2', 'N4', 'X1') THEN date >= DATE '2026-01-01'
           WHEN rule IN ('N1', 'R1') THEN DATE '2026-12-31' < date + INTERVAL 60 MONTH
           WHEN rule = 'N3' THEN DATE '2026-12-31' < date + INTERVAL 24 MONTH
           WHEN rule = 'B1' THEN days < 1095 ELSE true END;

-- Repeat and max_times: place among the lines of the rule that count, newest first, of all and of the published lines.
CREATE TABLE placed AS
SELECT *, CASE rule WHEN 'G1' THEN 0 WHEN 'G2' THEN 1 WHEN 'G3' THEN 2 WHEN 'N1' THEN 3 WHEN 'N2' THEN 4 WHEN 'N3' THEN 5 WHEN 'N4' THEN 6
                    WHEN 'R1' THEN 7 WHEN 'B1' THEN 8 ELSE 9 END AS place,
       CASE WHEN status = 'revoked' THEN 'status' END AS excluded,
       coalesce(sum(CASE WHEN status = 'revoked' THEN 0 ELSE 1 END) OVER w, 0) AS nth,
       coalesce(sum(CASE WHEN status = 'revoked' OR NOT public OR grp = 'reference' THEN 0 ELSE 1 END) OVER w, 0) AS nth_public
FROM dated
WINDOW w AS (PARTITION BY n, rule ORDER BY date DESC, record_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW);

CREATE TABLE rounded AS
SELECT n, record_id, rule, place, grp, date, raw100,
       CASE WHEN excluded IS NOT NULL THEN 'status' WHEN rule = 'G3' AND nth > 2 THEN 'max_times' ELSE '' END AS reason,
       num::BIGINT * rep * half AS fnum, den::BIGINT * 200 AS fden,
       CASE WHEN excluded IS NOT NULL OR (rule = 'G3' AND nth > 2) THEN 0
            ELSE sign(raw100)::BIGINT * ((2 * abs(raw100)::BIGINT * num * rep * half + den * 200) // (2 * den * 200)) END AS points,
       CASE WHEN excluded IS NOT NULL OR NOT public OR grp = 'reference' OR (rule = 'G3' AND nth_public > 2) THEN 0
            ELSE sign(raw100)::BIGINT * ((2 * abs(raw100)::BIGINT * num * rep_public * half + den * 200) // (2 * den * 200)) END AS points_public
FROM (
  SELECT *, CASE WHEN status = 'repaired' THEN 1 ELSE 2 END AS half,
         CASE rule WHEN 'G2' THEN CASE nth WHEN 1 THEN 100 WHEN 2 THEN 50 ELSE 25 END WHEN 'N3' THEN CASE WHEN nth <= 2 THEN 100 ELSE 50 END ELSE 100 END AS rep,
         CASE rule WHEN 'G2' THEN CASE nth_public WHEN 1 THEN 100 WHEN 2 THEN 50 ELSE 25 END WHEN 'N3' THEN CASE WHEN nth_public <= 2 THEN 100 ELSE 50 END ELSE 100 END AS rep_public
  FROM placed);

-- Caps: newest line of the group first; the line that meets the cap shows the cut.
CREATE TABLE capped AS
SELECT *, CASE WHEN points = 0 THEN 0 WHEN cap > 0 THEN least(greatest(cap - (running - points), 0), points)
               ELSE greatest(least(cap - (running - points), 0), points) END AS final,
       CASE WHEN points_public = 0 THEN 0 WHEN cap > 0 THEN least(greatest(cap - (running_public - points_public), 0), points_public)
               ELSE greatest(least(cap - (running_public - points_public), 0), points_public) END AS final_public
FROM (
  SELECT *, sum(points) OVER w AS running, sum(points_public) OVER w AS running_public,
         CASE grp WHEN 'good' THEN 600 WHEN 'penalty' THEN -4000 WHEN 'check' THEN -1500 WHEN 'practice' THEN -600 WHEN 'recognised' THEN -1000
                  WHEN 'breach' THEN -2000 ELSE -300 END AS cap
  FROM rounded
  WINDOW w AS (PARTITION BY n, grp ORDER BY date DESC, place, record_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW));

CREATE MACRO hundredths(v) AS (CASE WHEN v < 0 THEN '-' ELSE '' END) || (abs(v) // 100)::VARCHAR || '.' || lpad((abs(v) % 100)::VARCHAR, 2, '0');
CREATE MACRO shortest(v) AS (CASE WHEN v < 0 THEN '-' ELSE '' END) || (abs(v) // 100)::VARCHAR
  || CASE WHEN abs(v) % 100 = 0 THEN '' WHEN abs(v) % 10 = 0 THEN '.' || ((abs(v) % 100) // 10)::VARCHAR ELSE '.' || lpad((abs(v) % 100)::VARCHAR, 2, '0') END;

COPY (
  SELECT s.subject_id, row_number() OVER (PARTITION BY c.n ORDER BY place, date DESC, record_id) AS line, rule, grp AS "group", record_id,
         shortest(raw100) AS raw,
         CASE WHEN reason <> '' THEN '0.000000'
              ELSE (((2 * fnum * 1000000 + fden) // (2 * fden)) // 1000000)::VARCHAR || '.' || lpad((((2 * fnum * 1000000 + fden) // (2 * fden)) % 1000000)::VARCHAR, 6, '0') END AS factor,
         hundredths(final) AS points,
         nullif(CASE WHEN reason = '' AND final <> points THEN 'cap' ELSE reason END, '') AS reason,
         CASE WHEN rule = 'N1' THEN 'T;U' ELSE 'T' END AS cite
  FROM capped c JOIN subjects s ON s.n = c.n
  ORDER BY c.n, place, date DESC, record_id
) TO '$FOLDER/L.duck.csv' (HEADER, QUOTE '"', NULLSTR '');

COPY (
  WITH sums AS (SELECT n, sum(final) AS total, sum(CASE WHEN grp = 'reference' THEN 0 ELSE final END) AS decisive, sum(final_public) AS published FROM capped GROUP BY n),
  vetoes AS (
    SELECT n,
      bool_or(of = 'serious_list' AND (ended IS NULL OR ended > DATE '2026-12-31') AND status IS DISTINCT FROM 'revoked' AND coalesce(determined, occurred, ended) <= DATE '2026-12-31') AS l1,
      bool_or(of = 'penalty' AND severity IN ('general', 'serious') AND status IS DISTINCT FROM 'revoked' AND coalesce(determined, occurred, ended) <= DATE '2026-12-31'
              AND DATE '2026-12-31' < coalesce(determined, occurred, ended) + INTERVAL 12 MONTH) AS l2,
      count(*) FILTER (of = 'broken_commitment' AND status IS DISTINCT FROM 'revoked' AND coalesce(determined, occurred, ended) <= DATE '2026-12-31'
              AND DATE '2026-12-31' < coalesce(determined, occurred, ended) + INTERVAL 12 MONTH) >= 2
        AND NOT bool_and(status IS NOT DISTINCT FROM 'repaired') FILTER (of = 'broken_commitment' AND coalesce(determined, occurred, ended) <= DATE '2026-12-31') AS l3
    FROM facts GROUP BY n),
  scored AS (
    SELECT t.n, t.subject_id, t.unrated, 8500 + coalesce(total, 0) AS score, 8500 + coalesce(decisive, 0) AS decisive, 8500 + coalesce(published, 0) AS published,
           coalesce(l1, false) AS l1, coalesce(l2, false) AS l2, coalesce(l3, false) AS l3
    FROM standing t LEFT JOIN sums USING (n) LEFT JOIN vetoes USING (n)),
  banded AS (
    SELECT *, least(CASE WHEN score >= 9000 THEN 0 WHEN score >= 7500 THEN 1 WHEN score >= 6000 THEN 2 ELSE 3 END,
                    CASE WHEN decisive >= 9000 THEN 0 WHEN decisive >= 7500 THEN 1 WHEN decisive >= 6000 THEN 2 ELSE 3 END) AS band FROM scored),
  limited AS (SELECT *, CASE WHEN l1 THEN 3 ELSE greatest(band, CASE WHEN l3 THEN 2 WHEN l2 THEN 1 ELSE 0 END) END AS final FROM banded)
  SELECT subject_id, CASE WHEN unrated IS NULL THEN hundredths(score) END AS score, CASE WHEN unrated IS NOT NULL THEN 'M' ELSE substr('ABCD', final + 1, 1) END AS level,
         CASE WHEN unrated IS NULL THEN hundredths(published) END AS public_score,
         CASE WHEN unrated IS NOT NULL OR final = band THEN NULL WHEN l1 THEN 'L1' WHEN l3 THEN 'L3' ELSE 'L2' END AS limited_by, unrated AS unrated_by
  FROM limited ORDER BY n
) TO '$FOLDER/G.duck.csv' (HEADER, QUOTE '"', NULLSTR '');
