// Filling a template: values in, a document out. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "jurisdiction/paper_law.h"
#include "papers/document.h"

namespace medcredit::papers {

/// Value of a field: a text (dates as YYYY-MM-DD), or the rows of a table in the order of its columns.
struct Value {
  std::string text;
  std::vector<std::vector<std::string>> rows;

  Value() = default;
  Value(std::string given) : text(std::move(given)) {}                            // NOLINT: implicit by design
  Value(std::string_view given) : text(given) {}                                  // NOLINT
  Value(const char* given) : text(given) {}                                       // NOLINT
  Value(std::vector<std::vector<std::string>> given) : rows(std::move(given)) {}  // NOLINT
  [[nodiscard]] bool empty() const { return text.empty() && rows.empty(); }
};
using Values = std::map<std::string, Value, std::less<>>;

/// What a paper is besides its values.
struct Head {
  std::string jurisdiction, organ, number, code, evidence;
  base::CivilDate date;
};

/// Texts are taken as they are: invisible characters are removed, control characters refused, nothing in a value is
/// read as a placeholder or as markup. PAPR-0011 not in force on the day, PAPR-0012 a value is missing, PAPR-0013 too
/// long, PAPR-0014 control characters or not UTF-8, PAPR-0015 wrong form, PAPR-0016 no such field.
[[nodiscard]] base::Result<Document> fill(const jurisdiction::PaperTemplate& paper, const Values& values,
                                          const Head& head);

/// 琼卫信修〔2026〕1号
[[nodiscard]] std::string numberText(const jurisdiction::PaperTemplate& paper, std::string_view word, int year,
                                     std::int64_t count);

}  // namespace medcredit::papers
