// What the programs of bench/grading share: files, moments, models.
#pragma once

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "grading/offline.h"
#include "grading/read.h"

namespace medcredit::bench {

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

inline void tell(const char* what, const Moment& from) {
  const Moment now;
  std::printf("%s_wall=%.4f\n%s_cpu=%.4f\n", what, now.wall - from.wall, what, now.cpu - from.cpu);
  std::fflush(stdout);
}

inline std::string fileText(const std::string& path) {
  std::ifstream in(path);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

inline grading::Model readModel(const std::string& path) {
  auto model = grading::readModelText(fileText(path), path);
  if (!model) {
    std::fprintf(stderr, "%s %s\n", model.error().code.c_str(), model.error().place.c_str());
    std::exit(1);
  }
  return std::move(*model);
}

inline const base::CivilDate kAsOf = *base::CivilDate::fromYmd(2026, 12, 31);

/// Blocks of the register in files (facts_block.h): a full run over them, then 1,000 changed records.
int snapshot(const std::string& folder, const std::string& modelPath, unsigned threads);
/// Single explanations, one after the other, the model compiled once: the part of an answer that is the engine's.
int explanations(const std::string& folder, const std::string& modelPath);

}  // namespace medcredit::bench
