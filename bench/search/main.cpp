// Measures the name index against its targets (README.md): build time, memory, latency and recall@10.
//
//   bench_search [NAMES] [QUERIES PER NOISE]     exit code 1 when a target is missed (targets hold for 1,000,000 names)
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <memory>
#include <numeric>
#include <string>
#include <unordered_map>
#include <vector>

#include "name_maker.h"
#include "search/fold.h"
#include "search/name_index.h"

namespace {

using namespace medcredit;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kSeed = 20260212;
constexpr std::size_t kTop = 10;

double seconds(Clock::time_point from) { return std::chrono::duration<double>(Clock::now() - from).count(); }

/// CPU time of the whole process: what a busy machine does not blur.
double cpuSeconds() { return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC); }

/// Resident memory of the process and its peak, in MiB.
double residentMiB(const std::string& label) {
  std::ifstream in("/proc/self/status");
  std::string line;
  while (std::getline(in, line)) {
    if (line.starts_with(label)) return std::atof(line.c_str() + label.size()) / 1024.0;
  }
  return 0;
}

double percentile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(part * static_cast<double>(values.size())))];
}

struct Tally {
  std::vector<double> milliseconds, cpu;
  double recall = 0;  ///< sum over queries
};

int failures = 0;

void target(const char* what, double value, const char* unit, double limit, bool atMost) {
  const bool good = atMost ? value < limit : value >= limit;
  if (!good) ++failures;
  std::printf("target: %-34s %10.3f %-4s (%s %.3f) %s\n", what, value, unit, atMost ? "<" : ">=", limit,
              good ? "ok" : "MISSED");
}

/// Folded names, for the exhaustive count of names that hold a part.
class Oracle {
 public:
  explicit Oracle(const std::vector<bench::MadeName>& names) {
    for (const auto& made : names) {
      folded_.push_back(search::fold(bench::utf8(made.name)));
      former_.push_back(made.former.empty() ? std::u16string() : search::fold(bench::utf8(made.former)));
    }
  }
  [[nodiscard]] bool holds(std::size_t at, const std::u16string& part) const {
    return folded_[at].find(part) != std::u16string::npos || former_[at].find(part) != std::u16string::npos;
  }
  /// Subjects with the part in a name, counted up to `enough`.
  [[nodiscard]] std::size_t count(const std::u16string& part, std::size_t enough) const {
    std::size_t out = 0;
    for (std::size_t i = 0; i < folded_.size() && out < enough; ++i) out += holds(i, part) ? 1 : 0;
    return out;
  }
  [[nodiscard]] bool sameName(std::size_t a, std::size_t b) const {
    return folded_[a] == folded_[b] || (!former_[a].empty() && former_[a] == former_[b]);
  }

 private:
  std::vector<std::u16string> folded_, former_;
};

/// Part queries: share of the ten places (or of all names that hold the part) filled with names that hold it. All
/// others: 1 when the name the query was made from, or a subject of the same name, is among the ten.
double recallOf(const bench::MadeQuery& query, const std::vector<search::Hit>& hits, const Oracle& oracle) {
  const auto index = [](const search::Hit& hit) { return static_cast<std::size_t>(hit.rank.subject - 1); };
  if (query.noise >= bench::Noise::kPart1 && query.noise <= bench::Noise::kPart4) {
    const auto part = search::fold(query.text);
    const auto expected = oracle.count(part, kTop);
    const auto right =
        std::count_if(hits.begin(), hits.end(), [&](const auto& hit) { return oracle.holds(index(hit), part); });
    return static_cast<double>(right) / static_cast<double>(std::max<std::size_t>(expected, 1));
  }
  return std::any_of(hits.begin(), hits.end(),
                     [&](const auto& hit) { return oracle.sameName(index(hit), query.source); })
             ? 1.0
             : 0.0;
}

Tally run(const search::NameIndex& index, const std::vector<bench::MadeQuery>& queries, const Oracle& oracle,
          bool showMisses) {
  Tally tally;
  search::SearchOptions options;
  options.wanted = kTop;
  for (const auto& query : queries) {
    const auto start = Clock::now();
    const double cpuStart = cpuSeconds();
    const auto hits = index.search(query.text, options);
    tally.milliseconds.push_back(seconds(start) * 1000);
    tally.cpu.push_back((cpuSeconds() - cpuStart) * 1000);
    const double recall = recallOf(query, hits, oracle);
    tally.recall += recall;
    if (showMisses && recall < 1) std::printf("  missed %s: %s\n", bench::noiseName(query.noise), query.text.c_str());
  }
  return tally;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? static_cast<std::size_t>(std::atoll(argv[1])) : 1'000'000;
  const std::size_t perNoise = argc > 2 ? static_cast<std::size_t>(std::atoll(argv[2])) : 500;
  const bool showMisses = std::getenv("SHOW_MISSES") != nullptr;

  const auto names = bench::makeNames(count, kSeed);
  std::vector<std::string> texts, formers;
  for (const auto& made : names) {
    texts.push_back(bench::utf8(made.name));
    formers.push_back(bench::utf8(made.former));
  }
  const double before = residentMiB("VmRSS:");
  const auto start = Clock::now();
  const double cpuStart = cpuSeconds();
  search::NameIndex::Builder builder;
  builder.reserve(count);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::uint8_t group = names[i].person ? 1 : 0;
    builder.add({names[i].subject, texts[i], false, group});
    if (!formers[i].empty()) builder.add({names[i].subject, formers[i], true, group});
  }
  const double added = seconds(start);
  const auto index = builder.build();
  const double built = seconds(start);
  const double builtCpu = cpuSeconds() - cpuStart;
  const double peak = residentMiB("VmHWM:") - before;
  std::printf(
      "names: %zu of %zu subjects; read in %.2f s, built in %.2f s (CPU %.2f s); index %.1f MiB, grown at the peak by "
      "%.1f MiB\n",
      index->size(), count, added, built, builtCpu, static_cast<double>(index->bytes()) / 1048576.0, peak);

  const Oracle oracle(names);
  std::vector<double> fuzzy, two;
  double recall = 0;
  std::size_t queries = 0;
  for (int i = 0; i < bench::kNoiseCount; ++i) {
    const auto noise = static_cast<bench::Noise>(i);
    const auto tally = run(*index, bench::makeQueries(names, noise, perNoise, kSeed), oracle, showMisses);
    std::printf("%-12s p50 %7.3f ms  p99 %7.3f ms (CPU %7.3f)  recall@10 %.4f\n", bench::noiseName(noise),
                percentile(tally.milliseconds, 0.5), percentile(tally.milliseconds, 0.99), percentile(tally.cpu, 0.99),
                tally.recall / static_cast<double>(perNoise));
    auto& times = noise == bench::Noise::kPart2 ? two : fuzzy;
    times.insert(times.end(), tally.milliseconds.begin(), tally.milliseconds.end());
    recall += tally.recall;
    queries += perNoise;
  }
  target("index built", built, "s", 3, true);
  target("memory, peak while building", peak, "MiB", 250, true);
  target("fuzzy search p50", percentile(fuzzy, 0.5), "ms", 10, true);
  target("fuzzy search p99", percentile(fuzzy, 0.99), "ms", 50, true);
  target("two-character part p99", percentile(two, 0.99), "ms", 5, true);
  target("recall@10", recall / static_cast<double>(queries), "", 0.99, false);
  return failures == 0 ? 0 : 1;
}
