// The hostile corpus: every file has an expected verdict and must be judged in little time and memory.
#pragma once

#include <gtest/gtest.h>

#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "unit/formats/table_support.h"

namespace medcredit::test {

struct HostileFile {
  std::string name;
  std::string bytes;
  std::string verdict;  ///< code of the refusal, or the rows as ReadTable::text() shows them
};

/// Largest resident memory of this process since the last reset, in KiB; 0 when the system does not tell.
inline std::size_t peakMemoryKib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6));
  }
  return 0;
}
inline void resetPeakMemory() { std::ofstream("/proc/self/clear_refs") << "5"; }

/// Sanitizers multiply memory and time by their own bookkeeping.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr std::size_t kMemoryLimitKib = 1536U * 1024U;
inline constexpr double kCpuSeconds = 20;
#else
inline constexpr std::size_t kMemoryLimitKib = 256U * 1024U;
inline constexpr double kCpuSeconds = 4;
#endif

inline void judge(const HostileFile& file, const formats::ReadLimits& limits = {}) {
  SCOPED_TRACE(file.name);
  resetPeakMemory();
  const std::size_t before = peakMemoryKib();
  const std::clock_t start = std::clock();
  const ReadTable table = readBytes(file.bytes, limits);
  EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, kCpuSeconds);
  EXPECT_LT(peakMemoryKib(), before + kMemoryLimitKib);
  EXPECT_EQ(table.text(), file.verdict);
}
inline void judgeAll(const std::vector<HostileFile>& files) {
  for (const auto& file : files) judge(file);
}

}  // namespace medcredit::test
