// Any bytes as the text of a cell: cleaning is idempotent, parsers answer, canonical forms read back as themselves.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/date.h"
#include "base/decimal.h"
#include "base/encoding.h"
#include "base/text.h"
#include "domain/identifier.h"
#include "formats/table_writer.h"

namespace {

using namespace medcredit;

void require(bool holds) {
  if (!holds) std::abort();
}

void identifiers(std::string_view text) {
  for (int kind = 0; kind <= static_cast<int>(domain::IdentifierKind::kOther); ++kind) {
    const auto verdict = domain::checkIdentifier(static_cast<domain::IdentifierKind>(kind), text, {});
    if (!verdict.valid) {
      require(!verdict.code.empty());
      continue;
    }
    const auto again = domain::checkIdentifier(static_cast<domain::IdentifierKind>(kind), verdict.normalized, {});
    require(again.valid && again.normalized == verdict.normalized);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)base::detectEncoding(text);
  if (!base::isValidUtf8(text)) return 0;
  const auto clean = base::cleanText(text);
  require(base::isValidUtf8(clean) && base::cleanText(clean) == clean && !base::needsCleaning(clean));
  const auto code = base::cleanCode(text);
  require(base::cleanCode(code) == code);
  require(base::headerKey(base::headerKey(text)) == base::headerKey(text));
  require(formats::unprotectFormula(formats::protectFormula(text)) == text);
  if (const auto date = base::parseLenientDate(text)) require(base::CivilDate::parseIso(date->iso()) == date);
  if (const auto number = base::Decimal6::parse(text)) require(base::Decimal6::parse(number->str()) == number);
  identifiers(text);
  return 0;
}
