#include "domain/finding.h"

#include "domain/messages.h"

namespace medcredit::domain {

std::string findingMessage(const Finding& f) {
  base::Error error(f.code, f.args);
  // Texts may name the field, the value and the suggestion without every check repeating them.
  error.args.push_back({"field", f.field});
  error.args.push_back({"value", f.value});
  error.args.push_back({"suggestion", f.suggestion});
  return renderText(error);
}

std::string findingBasis(const Finding& f) {
  if (!f.basis.empty()) return f.basis;
  return renderBasis(base::Error(f.code, f.args));
}

}  // namespace medcredit::domain
