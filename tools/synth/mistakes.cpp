#include "mistakes.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace medcredit::synth {

namespace {

std::string value(const Fields& fields, const std::string& code) {
  const auto found = fields.find(code);
  return found == fields.end() ? std::string() : found->second;
}

Cell& cellOf(std::string_view code, const std::vector<Column>& columns, std::vector<Cell>& cells) {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.code == code; });
  if (found == columns.end()) throw std::runtime_error("no column " + std::string(code));
  return cells[static_cast<std::size_t>(found - columns.begin())];
}

std::string fullWidth(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      out += "\xEF\xBC";
      out += static_cast<char>(0x90 + (c - '0'));
    } else {
      out += c;
    }
  }
  return out;
}

std::string lowered(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool isXlsx(FileStyle style) { return style == FileStyle::kXlsx || style == FileStyle::kXlsxTitled; }

std::string identityCode(Act act, bool person) {
  return std::string(prefixOf(act)) + (person ? "XDR_ZJHM" : "XDR_SHXYM");
}

}  // namespace

std::string_view mistakeName(Mistake mistake) {
  switch (mistake) {
    case Mistake::kWrongCheckDigit:
      return "wrong-check-digit";
    case Mistake::kCodeAsNumber:
      return "code-as-number";
    case Mistake::kImpossibleDate:
      return "impossible-date";
    case Mistake::kFutureDate:
      return "future-date";
    case Mistake::kMissingContent:
      return "missing-content";
    case Mistake::kUnknownClass:
      return "unknown-class";
    case Mistake::kAmountWithUnit:
      return "amount-with-unit";
    case Mistake::kFineWithoutAmount:
      return "fine-without-amount";
    case Mistake::kFullWidth:
      return "full-width-digits";
    case Mistake::kLowerCase:
      return "lower-case-code";
    case Mistake::kInvisible:
      return "invisible-characters";
    case Mistake::kYuanEntry:
      return "yuan-entry";
  }
  return "";
}

bool isFatal(Mistake mistake) { return mistake < Mistake::kFullWidth; }

bool applies(Mistake mistake, Act act, bool person, const Fields& fields) {
  const auto code = value(fields, identityCode(act, person));
  const bool digits =
      !code.empty() && std::all_of(code.begin(), code.end(), [](unsigned char c) { return std::isdigit(c); });
  switch (mistake) {
    case Mistake::kCodeAsNumber:
      return digits;
    case Mistake::kLowerCase:
      return !digits;
    case Mistake::kAmountWithUnit:
    case Mistake::kFineWithoutAmount:
    case Mistake::kYuanEntry:
      return act == Act::kPenalty && !value(fields, "CF_NR_FK").empty();
    default:
      return true;
  }
}

void plant(Mistake mistake, Act act, bool person, const std::vector<Column>& columns, FileStyle style,
           std::vector<Cell>& cells) {
  const bool permit = act == Act::kPermit;
  auto& identity = cellOf(identityCode(act, person), columns, cells);
  auto& date = cellOf(permit ? "XK_JDRQ" : "CF_JDRQ", columns, cells);
  auto& name = cellOf(std::string(prefixOf(act)) + "XDR_MC", columns, cells);
  switch (mistake) {
    case Mistake::kWrongCheckDigit:
      identity.text = breakCheck(identity.text);
      break;
    case Mistake::kCodeAsNumber:
      if (isXlsx(style)) {
        identity.style = CellStyle::kNumber;
      } else {  // what a spreadsheet shows and saves as text
        identity.text = identity.text.substr(0, 1) + "." + identity.text.substr(1, 5) + "E+17";
      }
      break;
    case Mistake::kImpossibleDate:
      date = {"2026-02-30", CellStyle::kText};
      break;
    case Mistake::kFutureDate:
      date.text.replace(0, 4, "2027");
      break;
    case Mistake::kMissingContent:
      cellOf(permit ? "XK_NR" : "CF_SY", columns, cells).text.clear();
      break;
    case Mistake::kUnknownClass:
      cellOf(permit ? "XK_XKLB" : "CF_CFLB", columns, cells).text = "口头批评教育";
      break;
    case Mistake::kAmountWithUnit:
      cellOf("CF_NR_FK", columns, cells) = {"贰仟元整", CellStyle::kText};
      break;
    case Mistake::kFineWithoutAmount:
      cellOf("CF_NR_FK", columns, cells).text.clear();
      break;
    case Mistake::kFullWidth:
      date = {fullWidth(date.text), CellStyle::kText};
      break;
    case Mistake::kLowerCase:
      identity.text = lowered(identity.text);
      break;
    case Mistake::kInvisible:
      name.text = "\xE3\x80\x80" + name.text.substr(0, 6) + "\xE2\x80\x8B" + name.text.substr(6) + " ";
      break;
    case Mistake::kYuanEntry:
      // 0.5 (万元) sent as 5000: the digits move, the unit of the column does not.
      cellOf("CF_NR_FK", columns, cells) = {
          std::to_string(static_cast<int>(std::stod(cellOf("CF_NR_FK", columns, cells).text) * 10000 + 0.5)),
          CellStyle::kText};
      break;
  }
}

}  // namespace medcredit::synth
