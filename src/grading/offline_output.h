// Grades and ledgers as CSV (language.md section 12), written by hand: nothing is allocated per line.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "grading/evaluate.h"

namespace medcredit::grading {

/// A text that only grows, and is emptied without giving its memory back.
class TextBuffer {
 public:
  /// Room for `most` more characters; write there and call grewTo().
  [[nodiscard]] char* room(std::size_t most);
  void grewTo(const char* end) { size_ = static_cast<std::size_t>(end - data_.get()); }
  void append(std::string_view text);
  void clear() { size_ = 0; }
  [[nodiscard]] std::string_view view() const { return {data_.get(), size_}; }

 private:
  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// One per thread.
class CsvOutput {
 public:
  explicit CsvOutput(const Program& program);

  [[nodiscard]] static std::string_view gradeHeader();
  [[nodiscard]] static std::string_view ledgerHeader();
  void grade(const Subject& subject, const Outcome& outcome, TextBuffer& out) const;
  void ledger(const Subject& subject, const Outcome& outcome, const FactColumns& facts, FactRange range,
              TextBuffer& out);

 private:
  /// ",raw,factor,points," as text: registers hold few different ones, and each costs divisions by ten.
  struct Numbers {
    std::int64_t raw = 0, factor = 0, points = 0;
    std::uint8_t size = 0;  ///< 0: empty
    char text[55] = {};
  };
  static constexpr unsigned kNumberBits = 13;
  [[nodiscard]] std::string_view numbers(const LedgerLine& line);

  const Program& program_;
  int decimals_;
  std::vector<std::string> middle_;          ///< per line: ",N03,penalty," with the group of points ≥ 0 …
  std::vector<std::string> middleNegative_;  ///< … and of points below 0
  std::vector<std::string> cites_;           ///< per line: ",HN#16.3;HN#26\n"
  std::vector<std::string> limits_;
  std::vector<std::string> levels_;  ///< by index, order.size() the unrated level
  std::vector<Numbers> numbers_;     ///< by hash
  std::string subject_;              ///< "S1," of the subject at hand
  std::string long_;                 ///< numbers too long to be kept
};

}  // namespace medcredit::grading
