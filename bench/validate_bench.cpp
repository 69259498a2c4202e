// Validation alone: 200,000 clean rows of 30 columns, 20 checks, at least 700,000 rows a second on one core.
// The yardstick beside it copies the bytes of every cell and notes where they stand: the least a reader must do.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "domain/row_validator.h"
#include "jurisdiction/jurisdiction.h"

namespace {

using namespace medcredit;

constexpr std::size_t kRows = 200'000;

std::string uscOf(std::string_view head, std::string_view region, int serial) {
  char digits[16];
  std::snprintf(digits, sizeof digits, "%08d", serial);
  std::string code = std::string(head) + std::string(region) + digits;
  code += domain::orgCodeCheckCharacter(digits);
  code += domain::uscCheckCharacter(code);
  return code;
}

std::string dateText(int serial) {
  return base::CivilDate(base::CivilDate::fromYmd(2021, 1, 1)->days() + serial).slash();
}

/// A penalty as an office sends it, with every column that an organisation may fill.
std::string cellText(const domain::FieldDef& field, int row) {
  using domain::FieldRole;
  const std::string number = std::to_string(row);
  switch (field.role) {
    case FieldRole::kSubjectName:
      return "洛阳示例医疗服务第" + number + "有限公司";
    case FieldRole::kSubjectClass:
      return "法人及非法人组织";
    case FieldRole::kUnifiedCode:
      return uscOf("91", "410302", row);
    case FieldRole::kOrganisationCode:
      return uscOf("91", "410302", row).substr(8, 9);
    case FieldRole::kRegistrationNo: {
      char head[16];
      std::snprintf(head, sizeof head, "410302%08d", row);
      return std::string(head) + domain::regNoCheckDigit(head);
    }
    case FieldRole::kLegalRepresentative:
      return "张测试";
    case FieldRole::kLegalRepDocType:
      return "身份证";
    case FieldRole::kLegalRepDocNo: {
      char head[24];
      std::snprintf(head, sizeof head, "41030219000101%03d", row % 1000);
      return std::string(head) + domain::citizenIdCheckCharacter(head);
    }
    case FieldRole::kDocumentNo:
      return "洛卫医罚〔2021〕" + number + "号";
    case FieldRole::kPenaltyClass:
      return row % 3 == 0 ? "警告；罚款" : "罚款";
    case FieldRole::kPenaltyContent:
      return "1.给予警告；2.处以罚款人民币2000元的行政处罚。";
    case FieldRole::kFineAmount:
      return "0.2";
    case FieldRole::kDecisionDate:
      return dateText(row % 1500);
    case FieldRole::kValidTo:
      return "2099/12/31";
    case FieldRole::kPublicityEnd:
      return dateText(row % 1500 + 1500);
    case FieldRole::kAuthorityName:
    case FieldRole::kSourceName:
      return "洛阳市卫生健康委员会";
    case FieldRole::kAuthorityCode:
    case FieldRole::kSourceCode:
      return uscOf("11", "410300", 123456);
    default:
      break;
  }
  if (field.name == "违法行为类型") return "违反《中华人民共和国医师法》第五十七条的规定";
  if (field.name == "违法事实")
    return "经查，当事人使用未取得相应资格的人员从事医疗卫生技术工作，有现场笔录、询问笔录为证。";
  if (field.name == "处罚依据")
    return "《医疗机构管理条例》第四十七条、《医疗机构管理条例实施细则》第八十一条第一款第一项";
  return {};
}

struct World {
  std::shared_ptr<const jurisdiction::Jurisdiction> law;
  const domain::CatalogueEntry* entry = nullptr;
  std::string bytes;  ///< all rows one after the other, as in a file
  std::vector<base::CellView> cells;
  std::size_t columns = 0;

  World() {
    auto loaded = jurisdiction::Loader(MC_SOURCE_DIR "/jurisdictions").load("henan-luoyang");
    if (!loaded) return;
    law = *loaded;
    entry = law->entry("CF-ORG");
    columns = entry->fieldSet.fields.size();
    std::vector<std::size_t> lengths;
    for (std::size_t row = 0; row < kRows; ++row) {
      for (const auto& field : entry->fieldSet.fields) {
        const std::string text = cellText(field, static_cast<int>(row) + 1);
        bytes += text + ",";
        lengths.push_back(text.size());
      }
    }
    std::size_t at = 0;
    for (const std::size_t length : lengths) {
      cells.push_back({std::string_view(bytes).substr(at, length), base::CellKind::kText});
      at += length + 1;
    }
  }
  [[nodiscard]] std::span<const base::CellView> row(std::size_t index) const {
    return {cells.data() + index * columns, columns};
  }
};

const World& world() {
  static const World instance;
  return instance;
}

void judge(benchmark::State& state) {
  if (world().entry == nullptr) return state.SkipWithError("jurisdictions/henan-luoyang does not load");
  domain::RowContext context;
  context.today = *base::CivilDate::fromYmd(2026, 2, 12);
  context.regions = world().law->regions.get();
  const domain::RowValidator validator(*world().entry, world().law->enumerations, context);
  domain::JudgedRow out;
  for (auto _ : state) {
    for (std::size_t row = 0; row < kRows; ++row) {
      validator.judge(world().row(row), out);
      if (!out.findings.empty()) {
        return state.SkipWithError(("row is not clean: " + domain::findingMessage(out.findings.front())).c_str());
      }
    }
  }
  state.counters["columns"] = static_cast<double>(world().columns);
  state.counters["rows/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * kRows, benchmark::Counter::kIsRate);
}
BENCHMARK(judge)->Unit(benchmark::kMillisecond)->MinTime(2.0);

void naturalKey(benchmark::State& state) {
  if (world().entry == nullptr) return state.SkipWithError("jurisdictions/henan-luoyang does not load");
  domain::RowContext context;
  context.today = *base::CivilDate::fromYmd(2026, 2, 12);
  const domain::RowValidator validator(*world().entry, world().law->enumerations, context);
  domain::JudgedRow out;
  validator.judge(world().row(0), out);
  std::string key;
  for (auto _ : state) {
    key.clear();
    domain::appendNaturalKey(*world().entry, out, key);
    benchmark::DoNotOptimize(key.data());
  }
}
BENCHMARK(naturalKey);

void copyCells(benchmark::State& state) {
  if (world().entry == nullptr) return state.SkipWithError("jurisdictions/henan-luoyang does not load");
  std::vector<char> target(1U << 16U);
  for (auto _ : state) {
    for (std::size_t row = 0; row < kRows; ++row) {
      std::size_t at = 0;
      for (const auto& cell : world().row(row)) {
        std::memcpy(target.data() + at, cell.text.data(), cell.text.size());
        at += cell.text.size();
        target[at++] = ',';
      }
      benchmark::DoNotOptimize(target.data());
    }
  }
  state.counters["rows/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * kRows, benchmark::Counter::kIsRate);
}
BENCHMARK(copyCells)->Unit(benchmark::kMillisecond)->MinTime(1.0);

/// One line for ./dev bench (CPU time, so that other work on the machine does not count): the speed against the goal,
/// and what judging costs beside copying the bytes.
void ratios(benchmark::State& state) {
  if (world().entry == nullptr) return state.SkipWithError("jurisdictions/henan-luoyang does not load");
  domain::RowContext context;
  context.today = *base::CivilDate::fromYmd(2026, 2, 12);
  context.regions = world().law->regions.get();
  const domain::RowValidator validator(*world().entry, world().law->enumerations, context);
  domain::JudgedRow out;
  std::vector<char> target(1U << 16U);
  const auto secondsOf = [](auto&& work) {
    const auto start = std::clock();
    for (std::size_t row = 0; row < kRows; ++row) work(world().row(row));
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  };
  for (auto _ : state) {
    const double judged = secondsOf([&](auto cells) { validator.judge(cells, out); });
    const double copied = secondsOf([&](auto cells) {
      char* to = target.data();
      for (const auto& cell : cells) to = std::copy(cell.text.begin(), cell.text.end(), to);
      benchmark::DoNotOptimize(target.data());
    });
    std::printf(
        "ratio: validation %.0f rows/s of %zu columns (goal 700000), %.1f times the cost of copying the cells\n",
        kRows / judged, world().columns, judged / copied);
  }
}
BENCHMARK(ratios)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
