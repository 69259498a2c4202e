// Fixture for tests of the row validator: judges rows given by field code and tells what was found in short form.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "domain/messages.h"
#include "domain/row_validator.h"
#include "row_entry.h"
#include "support/req.h"

namespace medcredit::test {

using base::CellKind;
using domain::CatalogueEntry;
using domain::JudgedRow;
using domain::RowValidator;
using domain::SubjectClass;

class OnlyLuoyang final : public domain::RegionLookup {
 public:
  [[nodiscard]] bool known(std::string_view sixDigits) const override { return sixDigits.starts_with("4103"); }
};

class RowValidatorTest : public ::testing::Test {
 protected:
  /// Judges a row given by field code; `kinds` tells what the reader knows of a cell.
  JudgedRow& judge(const Cells& row, const std::map<std::string, CellKind>& kinds = {}) {
    std::vector<base::CellView> cells;
    held_ = row;
    for (const auto& field : entry_.fieldSet.fields) {
      const auto it = held_.find(field.id());
      const auto kind = kinds.find(field.id());
      cells.push_back({it == held_.end() ? std::string_view() : std::string_view(it->second),
                       kind == kinds.end() ? CellKind::kText : kind->second});
    }
    validator_ = std::make_unique<RowValidator>(entry_, enumerations_, context_);
    validator_->judge(cells, judged_);
    for (const auto& finding : judged_.findings) {
      EXPECT_NE(domain::findMessage(finding.code), nullptr) << finding.code;
      const std::string text = domain::findingMessage(finding);
      EXPECT_EQ(text.find('{'), std::string::npos) << text;
      EXPECT_EQ(text.find("“”"), std::string::npos) << "a name is missing: " << text;
      EXPECT_FALSE(domain::findingBasis(finding).empty()) << finding.code;
      EXPECT_EQ(entry_.indexOfField(finding.field), finding.column);
    }
    return judged_;
  }
  /// Good row with one cell changed.
  JudgedRow& with(const std::string& field, const std::string& text, CellKind kind = CellKind::kText) {
    Cells row = goodRow();
    row[field] = text;
    return judge(row, {{field, kind}});
  }
  [[nodiscard]] std::string value(std::string_view field) const {
    return std::string(judged_.values[static_cast<std::size_t>(entry_.indexOfField(field))]);
  }
  /// Findings as "CODE field[?][ suggestion]", in order; "?" marks a warning.
  [[nodiscard]] std::string found() const {
    std::string out;
    for (const auto& f : judged_.findings) {
      if (!out.empty()) out += ", ";
      out += f.code + " " + f.field;
      if (f.severity == domain::Severity::kWarning) out += "?";
      if (!f.suggestion.empty()) out += " " + f.suggestion;
    }
    return out;
  }
  [[nodiscard]] unsigned normalised(std::string_view field) const {
    unsigned flags = 0;
    for (const auto& n : judged_.normalised) {
      if (n.field == entry_.indexOfField(field)) flags |= n.flags;
    }
    return flags;
  }

  CatalogueEntry entry_ = penaltyEntry();
  std::vector<domain::Enumeration> enumerations_ = enumerations();
  domain::RowContext context_{*base::CivilDate::parseIso("2026-02-12"), nullptr, "", ""};
  Cells held_;
  std::unique_ptr<RowValidator> validator_;  ///< values may point into it
  JudgedRow judged_;
};

}  // namespace medcredit::test
