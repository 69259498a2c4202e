#include <algorithm>
#include <array>

#include "formats/table_writer.h"

namespace medcredit::formats {

namespace {

/// First characters after which a spreadsheet may run the rest, half and full width.
constexpr std::array<std::string_view, 11> kDangerous = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

/// Any number of apostrophes, then a dangerous character.
bool wouldRun(std::string_view cell) {
  cell.remove_prefix(std::min(cell.find_first_not_of('\''), cell.size()));
  return std::any_of(kDangerous.begin(), kDangerous.end(), [&](std::string_view d) { return cell.starts_with(d); });
}

}  // namespace

std::string protectFormula(std::string_view cell) { return (wouldRun(cell) ? "'" : "") + std::string(cell); }

std::string unprotectFormula(std::string_view cell) {
  return std::string(cell.starts_with('\'') && wouldRun(cell) ? cell.substr(1) : cell);
}

}  // namespace medcredit::formats
