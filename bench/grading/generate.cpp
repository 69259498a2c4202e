// Subjects and facts of the grading benchmark: the same files on every machine.
//   grade_facts FOLDER [SUBJECTS] [FACTS]      default 1000000 20000000
// Facts stand in random order of their subjects; each subject has about FACTS / SUBJECTS of them.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/date.h"

namespace {

class Stream {  // splitmix64
 public:
  explicit Stream(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>((next() >> 32U) * n >> 32U); }

 private:
  std::uint64_t state_;
};

class Output {
 public:
  explicit Output(const std::string& path) : file_(std::fopen(path.c_str(), "wb")) {
    if (file_ == nullptr) std::exit(1);
  }
  ~Output() {
    flush();
    std::fclose(file_);
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  Output& operator<<(std::string_view text) {
    text_ += text;
    return *this;
  }
  Output& number(std::uint64_t value, int width) {
    std::string digits = std::to_string(value);
    text_.append(static_cast<std::size_t>(std::max(0, width - static_cast<int>(digits.size()))), '0');
    text_ += digits;
    return *this;
  }
  void endLine() {
    text_ += '\n';
    constexpr std::size_t kMost = 1U << 20U;
    if (text_.size() > kMost) flush();
  }

 private:
  void flush() {
    std::fwrite(text_.data(), 1, text_.size(), file_);
    text_.clear();
  }
  std::FILE* file_;
  std::string text_;
};

struct Kind {
  std::string_view name;
  std::uint32_t share;  // per mille
  int days;             // how far back it may lie
  bool determined;      // dated by the decision
};
constexpr Kind kKinds[] = {
    {"complaint", 180, 760, false},      {"spot_check", 200, 380, false},         {"training", 150, 380, false},
    {"public_welfare", 120, 740, false}, {"commendation", 50, 740, false},        {"practice_points", 100, 370, false},
    {"penalty", 60, 1900, true},         {"recognised_negative", 30, 1900, true}, {"broken_commitment", 30, 1120, true},
    {"reference_info", 78, 400, false},  {"serious_list", 2, 900, true}};
constexpr std::string_view kSeverities[] = {"minor", "minor", "general", "minor", "general", "serious"};
constexpr std::string_view kOutcomes[] = {"pass", "pass", "pass", "fixed", "fail"};
constexpr std::string_view kTypes[] = {"hospital", "clinic", "clinic", "clinic", "cdc", "mch"};
constexpr std::string_view kFeeds[] = {"penalty;license;practice;commitment;selfcheck", "penalty;license;practice",
                                       "penalty;license;practice;commitment", "license;commitment"};

void writeSubjects(const std::string& path, std::uint32_t subjects) {
  Output out(path);
  out << "subject_id,kind,type,region,registered_on,feeds\n";
  Stream random(11);
  const std::int32_t last = medcredit::base::CivilDate::fromYmd(2026, 12, 1)->days();
  for (std::uint32_t i = 0; i < subjects; ++i) {
    out << "S";
    out.number(i, 7) << ",institution," << kTypes[random.below(6)] << ",46";
    out.number(1 + random.below(19), 2) << ",";
    out << medcredit::base::CivilDate(last - static_cast<std::int32_t>(random.below(9000))).iso() << ",";
    const std::uint32_t feeds = random.below(100);
    out << kFeeds[feeds < 60 ? 0 : feeds < 80 ? 1 : feeds < 97 ? 2 : 3];
    out.endLine();
  }
}

void writeFacts(const std::string& path, std::uint32_t subjects, std::uint32_t facts) {
  Output out(path);
  out << "subject_id,record_id,of,occurred_on,determined_on,ended_on,known_on,status,status_on,severity,outcome,value,"
         "public\n";
  Stream random(12);
  const std::int32_t today = medcredit::base::CivilDate::fromYmd(2026, 12, 31)->days();
  for (std::uint32_t i = 0; i < facts; ++i) {
    std::uint32_t draw = random.below(1000);
    const Kind* kind = kKinds;
    while (draw >= kind->share) draw -= (kind++)->share;
    const std::int32_t day = today - static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(kind->days)));
    out << "S";
    out.number(random.below(subjects), 7) << ",R";
    out.number(i, 8) << "," << kind->name << ",";
    const std::string date = medcredit::base::CivilDate(day).iso();
    if (kind->determined) {
      out << medcredit::base::CivilDate(day - static_cast<std::int32_t>(random.below(60))).iso() << "," << date << ",";
      if (kind->name == "serious_list" && random.below(3) > 0) {
        out << medcredit::base::CivilDate(day + static_cast<std::int32_t>(random.below(400))).iso();
      }
    } else {
      out << date << ",,";
    }
    out << "," << medcredit::base::CivilDate(day + static_cast<std::int32_t>(random.below(20))).iso() << ",";
    const std::uint32_t status = random.below(100);
    if (status < 5) {
      out << (status < 2   ? "repaired"
              : status < 3 ? "revoked"
                           : "disputed")
          << "," << medcredit::base::CivilDate(day + static_cast<std::int32_t>(random.below(200))).iso() << ",";
    } else {
      out << ",,";
    }
    if (kind->name == "penalty" || kind->name == "recognised_negative") out << kSeverities[random.below(6)];
    out << ",";
    if (kind->name == "spot_check") out << kOutcomes[random.below(5)];
    out << ",";
    if (kind->name == "practice_points") out.number(1 + random.below(6), 1);
    out << (random.below(200) == 0 ? ",false" : ",");
    out.endLine();
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::string folder = argv[1];
  const auto subjects = static_cast<std::uint32_t>(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1'000'000);
  const auto facts = static_cast<std::uint32_t>(argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 20'000'000);
  writeSubjects(folder + "/S.csv", subjects);
  writeFacts(folder + "/F.csv", subjects, facts);
  return 0;
}
