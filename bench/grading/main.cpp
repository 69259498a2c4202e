// The engine measured in one run: raw scan of the facts in memory, grading with ledgers written and durable, what-if.
//   grading_engine engine FOLDER MODEL [REFORM] [THREADS]      prints key=value lines
//   grading_engine offline FOLDER MODEL [THREADS]              files to files, as `medcredit grade offline`
// FOLDER holds S.csv and F.csv of grade_facts; output goes there too.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "grading/offline.h"
#include "grading/overlay.h"
#include "grading/read.h"
#include "grading/simulate.h"

namespace {

using namespace medcredit;

class File final : public grading::ByteSource {
 public:
  explicit File(const std::string& path) : descriptor_(::open(path.c_str(), O_RDONLY)) {
    struct stat info {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &info) != 0) std::exit(1);
    size_ = static_cast<std::uint64_t>(info.st_size);
  }
  ~File() override { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] base::Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override {
    std::size_t done = 0;
    while (done < into.size()) {
      const auto n = ::pread(descriptor_, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
      if (n <= 0) break;
      done += static_cast<std::size_t>(n);
    }
    return done;
  }

 private:
  int descriptor_;
  std::uint64_t size_ = 0;
};

/// A file whose bytes go to the disk while it is written; sync() waits for the rest.
class Sink final : public grading::TextSink {
 public:
  explicit Sink(const std::string& path) : descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644)) {
    if (descriptor_ < 0) std::exit(1);
  }
  ~Sink() override { ::close(descriptor_); }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  [[nodiscard]] base::Status write(std::string_view text) override {
    const std::uint64_t begin = written_;
    while (!text.empty()) {
      const auto n = ::write(descriptor_, text.data(), text.size());
      if (n <= 0) std::exit(1);
      text.remove_prefix(static_cast<std::size_t>(n));
      written_ += static_cast<std::uint64_t>(n);
    }
    ::sync_file_range(descriptor_, static_cast<off_t>(begin), static_cast<off_t>(written_ - begin),
                      SYNC_FILE_RANGE_WRITE);
    return {};
  }
  std::uint64_t sync() {
    if (::fsync(descriptor_) != 0) std::exit(1);
    return written_;
  }

 private:
  int descriptor_;
  std::uint64_t written_ = 0;
};

struct Moment {
  double wall = std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
  double cpu = 0;
  Moment() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
      return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  }
};

void tell(const char* what, const Moment& from) {
  const Moment now;
  std::printf("%s_wall=%.3f\n%s_cpu=%.3f\n", what, now.wall - from.wall, what, now.cpu - from.cpu);
  std::fflush(stdout);
}

std::string fileText(const std::string& path) {
  std::ifstream in(path);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

grading::Model readModel(const std::string& path) {
  auto model = grading::readModelText(fileText(path), path);
  if (!model) {
    std::fprintf(stderr, "%s %s\n", model.error().code.c_str(), model.error().place.c_str());
    std::exit(1);
  }
  return std::move(*model);
}

const base::CivilDate kAsOf = *base::CivilDate::fromYmd(2026, 12, 31);

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
  return 2;
}
