// Reports are made by the nightly job, looked over by a person, and stay as they were issued.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <map>

#include "jobs/runner.h"
#include "service/jobs.h"
#include "service/paper_reports.h"
#include "store/papers.h"
#include "support/store_fixture.h"

namespace medcredit::jobs {
namespace {

class ReportDrafts : public test::StoreTest {
 protected:
  static int night(service::Context& context, const std::string& due) {
    store::Job job;
    job.kind = service::kJobStatistics;
    job.args = R"({"schedule":"statistics","due":")" + due + "\"}";
    const auto result = test::must(doJob(context, job, {}, [](int) { return base::Status(); }));
    return static_cast<int>(boost::json::parse(result).at("drafts").to_number<std::int64_t>());
  }
};

TEST_P(ReportDrafts, EachIsMadeOnceMayBeEditedAndStaysAsIssued) {
  REQ("R-DOC-10");
  auto& context = serviceContext("2026-04-07");
  addUnit("U1", "测试科室");
  EXPECT_EQ(night(context, "2026-04-07"), 7);
  EXPECT_EQ(night(context, "2026-04-07"), 0) << "twice makes nothing twice";
  EXPECT_EQ(night(context, "2026-04-13"), 1) << "a new week";
  EXPECT_EQ(night(context, "2026-05-02"), 4) << "a new month and the week before it";
  std::map<std::string, std::string> periods;
  for (const auto& draft : test::must(store::listDrafts(conn()))) {
    if (draft.id > 7) continue;
    periods[draft.paper] = draft.period;
    const auto before = draft.values;
    if (draft.paper != "dual-ledger") {
      test::must(service::editDraft(context, draft.id, draft.version, "opinion", "人工补充的意见。"));
    }
    const auto issued = test::must(service::issueDraft(context, draft.id));
    const auto kept = test::must(service::keptPaper(context, issued.id));
    const bool noted = kept.content.find("人工补充的意见") != std::string::npos;
    EXPECT_TRUE(noted || draft.paper == "dual-ledger") << draft.paper;
    EXPECT_FALSE(service::editDraft(context, draft.id, draft.version + 1, "opinion", "以后").ok());
  }
  EXPECT_EQ(periods.at("weekly-statistics"), "2026-03-30");
  EXPECT_EQ(periods.at("monthly-bulletin"), "2026-03");
  EXPECT_EQ(periods.at("quarterly-assessment"), "2026-Q1");
  EXPECT_EQ(periods.at("collection-report"), "2026-Q1");
  EXPECT_EQ(periods.at("work-summary"), "2025");
}

MC_ON_BOTH_STORES(ReportDrafts);

}  // namespace
}  // namespace medcredit::jobs
