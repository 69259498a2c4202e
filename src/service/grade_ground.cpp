#include "service/grade_ground.h"

#include "base/join.h"
#include "domain/catalogue.h"
#include "grading/backtest.h"
#include "store/subjects_archive.h"

namespace medcredit::service {

base::Result<ReformGround> ReformGround::read(Context& context, const ReformRequest& request, const GradeMoment& moment,
                                              const std::vector<std::string>& fields, bool persons) {
  ReformGround ground;
  ground.threads_ = request.threads;
  ground.feeds_ = base::join(moment.delivered, ";");
  if (!persons) {
    MC_ASSIGN(ground.snapshot_,
              refreshSnapshot(context, {.file = snapshotFor(request.snapshot, moment.asOf, context.clock.today()),
                                        .moment = moment,
                                        .fields = fields,
                                        .threads = request.threads}));
    return ground;
  }
  std::vector<store::SubjectRow> rows;
  MC_TRY(store::eachSubject(context.conn, [&](const store::SubjectRow& row) {
    if (row.kind == domain::subjectKindCode(domain::SubjectKind::kNaturalPerson)) rows.push_back(row);
    return true;
  }));
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  for (const auto& row : rows) {
    MC_ASSIGN(auto facts, readSubjectFacts(context, row, moment));
    if (facts) ground.persons_.push_back(std::make_unique<Person>(row.id, std::move(*facts), fields));
  }
  return ground;
}

bool ReformGround::violated(std::int64_t number, base::CivilDate after, base::CivilDate until) const {
  if (snapshot_) {
    const auto place = snapshot_->find(number);
    if (!place) return false;
    const auto& row = snapshot_->row(*place);
    return grading::violatesBetween(snapshot_->columns(place->part), snapshot_->words(place->part),
                                    {row.firstRow, row.endRow}, after.days(), until.days());
  }
  const auto found = std::lower_bound(persons_.begin(), persons_.end(), number,
                                      [](const auto& person, std::int64_t n) { return person->number < n; });
  if (found == persons_.end() || (*found)->number != number) return false;
  auto& table = (*found)->loaded.table;
  return grading::violatesBetween(table.columns(), table.words(), table.all(), after.days(), until.days());
}

}  // namespace medcredit::service
