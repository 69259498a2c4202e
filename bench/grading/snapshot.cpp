// The register as blocks in files, and what a night costs in which 1,000 of its records changed.
#include <sys/mman.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "crypto/sm3.h"
#include "grading/explain.h"
#include "grading/facts_block.h"
#include "grading/in_order.h"
#include "support.h"

namespace medcredit::bench {

namespace {

constexpr std::size_t kPartSubjects = 32'768;
constexpr std::uint64_t kChanged = 1000;

/// A block in a file, mapped.
struct Part {
  explicit Part(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY);
    struct stat info {};
    if (fd < 0 || ::fstat(fd, &info) != 0) std::exit(1);
    size = static_cast<std::size_t>(info.st_size);
    void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
    ::close(fd);
    if (mapped == MAP_FAILED) std::exit(1);
    data = static_cast<const char*>(mapped);
    digest = crypto::sm3Hex(bytes());
    auto opened = grading::FactsBlock::open(bytes());
    if (!opened) std::exit(1);
    block = std::move(*opened);
    words = grading::readBlockWords(block.sealedWords());
    if (words == nullptr) std::exit(1);
  }
  ~Part() { ::munmap(const_cast<char*>(data), size); }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  [[nodiscard]] std::string_view bytes() const { return {data, size}; }

  const char* data = nullptr;
  std::size_t size = 0;
  std::string digest;
  grading::FactsBlock block;
  std::unique_ptr<grading::Words> words;
};

void write(grading::BlockWriter& writer, const std::string& path) {
  Sink out(path);
  if (!out.write(writer.columns(writer.words())).ok()) std::exit(1);
  out.sync();
}

/// Subject numbers of a block are those of the list, from 1.
grading::Subject subjectOf(const grading::SubjectList& subjects, std::int64_t number) {
  return subjects.subject(static_cast<std::uint32_t>(number - 1));
}

std::vector<std::unique_ptr<Part>> build(const grading::Register& source, const grading::Program& program,
                                         const std::string& folder) {
  std::vector<std::unique_ptr<Part>> parts;
  std::unique_ptr<grading::BlockWriter> writer;
  grading::UnpackedFacts facts;
  const auto flush = [&] {
    if (!writer) return;
    const std::string path = folder + "/block." + std::to_string(parts.size());
    write(*writer, path);
    writer.reset();
    parts.push_back(std::make_unique<Part>(path));
  };
  for (std::uint32_t partition = 0; partition < source.facts->partitions(); ++partition) {
    source.facts->unpack(partition, facts);
    for (std::uint32_t i = 0; i < facts.ranges.size(); ++i) {
      if (!writer) writer = std::make_unique<grading::BlockWriter>(program.fields);
      const std::int64_t number = std::int64_t{facts.firstSubject} + i + 1;
      writer->subject(number, subjectOf(source.subjects, number), grading::kNoDate, 0, {});
      for (std::size_t row = facts.ranges[i].begin; row < facts.ranges[i].end; ++row) {
        writer->table().append(facts.columns, source.facts->words(), row);
      }
    }
    if (writer && writer->subjects() >= kPartSubjects) flush();
  }
  flush();
  return parts;
}

/// Grades all subjects of a part into a compact ledger.
void gradePart(const Part& part, const grading::SubjectList& subjects, const grading::Program& program,
               std::string& ledger) {
  grading::Evaluator evaluator(program, *part.words);
  evaluator.use(part.block.columns());
  for (const auto& one : part.block.subjects()) {
    const auto& outcome = evaluator.evaluate(subjectOf(subjects, one.number), {one.firstRow, one.endRow, false});
    grading::encodeLedger(outcome.lines, outcome.rests, ledger);
  }
}

/// The night: who was touched is written as one more block, made durable, checked and graded.
std::size_t night(const std::vector<std::unique_ptr<Part>>& parts, const grading::SubjectList& subjects,
                  const std::string& modelPath, const std::string& folder) {
  const grading::Model model = readModel(modelPath);
  const grading::Program program(model, kAsOf, std::nullopt);
  std::vector<std::int64_t> touched;
  std::uint64_t state = 1;
  for (std::uint64_t i = 0; i < kChanged; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    touched.push_back(static_cast<std::int64_t>((state >> 33U) % subjects.size()) + 1);
  }
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  grading::BlockWriter writer(program.fields);
  for (const auto number : touched) {
    const auto home = std::find_if(parts.begin(), parts.end(),
                                   [&](const auto& part) { return part->block.subjects().back().number >= number; });
    const auto& row = (*home)->block.subjects()[static_cast<std::size_t>((*home)->block.find(number))];
    writer.subject(number, subjectOf(subjects, number), grading::kNoDate, 0, {});
    for (std::size_t at = row.firstRow; at < row.endRow; ++at) {
      writer.table().append((*home)->block.columns(), *(*home)->words, at);
      if (at == row.firstRow) (void)writer.table().set("determined_on", "2026-12-30");
    }
  }
  write(writer, folder + "/block.delta");
  const Part delta(folder + "/block.delta");
  std::string ledger;
  gradePart(delta, subjects, program, ledger);
  Sink out(folder + "/delta.bin");
  if (!out.write(ledger).ok()) std::exit(1);
  out.sync();
  return touched.size();
}

}  // namespace

int snapshot(const std::string& folder, const std::string& modelPath, unsigned threads) {
  const grading::Model model = readModel(modelPath);
  const grading::Program program(model, kAsOf, std::nullopt);
  grading::OfflineReport report;
  auto source = grading::readRegister(File(folder + "/S.csv"), File(folder + "/F.csv"), grading::FactNeeds::of(program),
                                      threads, report);
  if (!source) return 1;
  const Moment building;
  const auto parts = build(**source, program, folder);
  tell("blocks_build", building);
  std::uint64_t bytes = 0;
  for (const auto& part : parts) bytes += part->size;
  std::printf("blocks=%zu\nblock_bytes=%llu\n", parts.size(), static_cast<unsigned long long>(bytes));
  Sink out(folder + "/ledger.blocks.bin");
  std::vector<std::string> ledgers(threads);
  const Moment run;
  const auto make = [&](std::uint32_t part, unsigned thread) -> base::Status {
    ledgers[thread].clear();
    gradePart(*parts[part], (*source)->subjects, program, ledgers[thread]);
    return {};
  };
  const auto take = [&](std::uint32_t /*unused*/, unsigned thread) { return out.write(ledgers[thread]); };
  if (!grading::inOrder(static_cast<std::uint32_t>(parts.size()), threads, make, take).ok()) return 1;
  std::printf("ledger_bytes=%llu\n", static_cast<unsigned long long>(out.sync()));
  tell("blocks_run", run);
  const Moment changed;
  const auto touched = night(parts, (*source)->subjects, modelPath, folder);
  tell("night", changed);
  std::printf("night_subjects=%zu\n", touched);
  return 0;
}

int explanations(const std::string& folder, const std::string& modelPath) {
  const grading::Model model = readModel(modelPath);
  const grading::Program program(model, kAsOf, std::nullopt);
  grading::OfflineReport report;
  auto source = grading::readRegister(File(folder + "/S.csv"), File(folder + "/F.csv"), grading::FactNeeds::of(program),
                                      2, report);
  if (!source) return 1;
  grading::UnpackedFacts facts;
  (*source)->facts->unpack(0, facts);
  const auto& words = (*source)->facts->words();
  std::vector<double> times;
  std::size_t letters = 0;
  constexpr std::uint32_t kExplained = 300;
  for (std::uint32_t i = 0; i < facts.ranges.size() && i < kExplained; ++i) {
    const auto subject = (*source)->subjects.subject(i);
    const Moment begin;
    const auto outcome = grading::evaluateSubject(program, subject, facts.columns, words, facts.ranges[i]);
    const auto whole = grading::explain(program, subject, facts.columns, words, facts.ranges[i], outcome,
                                        [](std::uint32_t, std::string_view field) { return std::string(field); });
    letters += whole.summaryInspector.size();
    times.push_back(Moment().cpu - begin.cpu);
  }
  std::sort(times.begin(), times.end());
  std::printf("explain_p50_ms=%.3f\nexplain_p99_ms=%.3f\nexplain_max_ms=%.3f\nletters=%zu\n",
              times[times.size() / 2] * 1e3, times[times.size() * 99 / 100] * 1e3, times.back() * 1e3, letters);
  return 0;
}

}  // namespace medcredit::bench
