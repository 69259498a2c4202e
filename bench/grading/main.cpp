// The engine measured in one run: raw scan of the facts in memory, grading with ledgers written and durable, what-if.
//   grading_engine engine FOLDER MODEL [REFORM] [THREADS]      prints key=value lines
//   grading_engine offline FOLDER MODEL [THREADS]              files to files, as `medcredit grade offline`
//   grading_engine snapshot FOLDER MODEL [THREADS]             blocks in files: full run, then 1,000 changed records
//   grading_engine explain FOLDER MODEL                        single explanations
// FOLDER holds S.csv and F.csv of grade_facts; output goes there too.
#include <string>

#include "grading/overlay.h"
#include "grading/simulate.h"
#include "support.h"

namespace {

using namespace medcredit;
using bench::File;
using bench::fileText;
using bench::kAsOf;
using bench::Moment;
using bench::readModel;
using bench::Sink;
using bench::tell;

int offline(const std::string& folder, const std::string& modelPath, unsigned threads) {
  const grading::Model model = readModel(modelPath);
  const grading::Program program(model, kAsOf, std::nullopt);
  grading::OfflineReport report;
  const Moment begin;
  auto source = grading::readRegister(File(folder + "/S.csv"), File(folder + "/F.csv"), grading::FactNeeds::of(program),
                                      threads, report);
  if (!source) return 1;
  tell("read", begin);
  Sink grades(folder + "/G.csv");
  Sink ledger(folder + "/L.csv");
  grading::OfflineOutput output;
  output.grades = &grades;
  output.ledger = &ledger;
  const Moment graded;
  if (!grading::gradeRegister(program, **source, threads, output, report)) return 1;
  tell("grade", graded);
  std::printf("ledger_bytes=%llu\n", static_cast<unsigned long long>(ledger.sync()));
  grades.sync();
  tell("offline", begin);
  return 0;
}

int engine(const std::string& folder, const std::string& modelPath, const std::string& reformPath, unsigned threads) {
  grading::OfflineReport report;
  std::unique_ptr<grading::Register> source;
  {
    const grading::Model model = readModel(modelPath);
    const grading::Program program(model, kAsOf, std::nullopt);
    auto read = grading::readRegister(File(folder + "/S.csv"), File(folder + "/F.csv"), grading::FactNeeds::of(program),
                                      threads, report);
    if (!read) return 1;
    source = std::move(*read);
  }
  std::printf("facts=%llu\npacked_bytes=%llu\n", static_cast<unsigned long long>(report.facts),
              static_cast<unsigned long long>(source->facts->bytes()));
  const Moment scan;
  const std::uint64_t sum = source->facts->rawScan();
  tell("raw_scan", scan);
  std::printf("raw_sum=%llu\n", static_cast<unsigned long long>(sum));
  grading::OfflineOutput output;
  Sink compact(folder + "/ledger.bin");
  Sink grades(folder + "/grades.csv");
  output.compact = &compact;
  output.grades = &grades;
  output.release = false;
  const Moment run;
  {
    const grading::Model model = readModel(modelPath);
    const grading::Program program(model, kAsOf, std::nullopt);
    if (!grading::gradeRegister(program, *source, threads, output, report)) return 1;
  }
  tell("grade", run);
  const std::uint64_t bytes = compact.sync();
  grades.sync();
  tell("run", run);
  std::printf("lines=%llu\nledger_bytes=%llu\n", static_cast<unsigned long long>(report.lines),
              static_cast<unsigned long long>(bytes));
  if (!reformPath.empty()) {
    const std::string baseText = fileText(modelPath);
    const Moment whatIf;
    const auto reform = grading::readReform(fileText(reformPath), reformPath, [&](std::string_view) {
      return base::Result<grading::BaseText>(grading::BaseText{baseText, modelPath});
    });
    if (!reform.model) return 1;
    const auto effect =
        grading::simulateReform(*reform.baseModel, *reform.model, kAsOf, std::nullopt, *source, threads);
    if (!effect) return 1;
    tell("what_if", whatIf);
    std::printf("moved_down=%llu\n", static_cast<unsigned long long>(effect->movedDown));
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::printf("peak_mib=%.0f\n", static_cast<double>(usage.ru_maxrss) / 1024);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto argument = [&](int i) { return std::string(argc > i ? argv[i] : ""); };
  const auto threadsOf = [&](int i) {
    return argc > i ? static_cast<unsigned>(std::strtoul(argv[i], nullptr, 10)) : 2U;
  };
  if (argument(1) == "offline" && argc > 3) return offline(argument(2), argument(3), threadsOf(4));
  if (argument(1) == "engine" && argc > 3) return engine(argument(2), argument(3), argument(4), threadsOf(5));
  if (argument(1) == "snapshot" && argc > 3) return bench::snapshot(argument(2), argument(3), threadsOf(4));
  if (argument(1) == "explain" && argc > 3) return bench::explanations(argument(2), argument(3));
  return 2;
}
