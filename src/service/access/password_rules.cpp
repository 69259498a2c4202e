#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"
#include "service/access/internal.h"

namespace medcredit::service::access {

namespace {

int characterClasses(std::string_view password) {
  bool upper = false;
  bool small = false;
  bool digit = false;
  bool other = false;
  for (const char c : password) {
    const auto byte = static_cast<unsigned char>(c);
    upper = upper || std::isupper(byte) != 0;
    small = small || std::islower(byte) != 0;
    digit = digit || std::isdigit(byte) != 0;
    other = other || std::isalnum(byte) == 0;
  }
  return (upper ? 1 : 0) + (small ? 1 : 0) + (digit ? 1 : 0) + (other ? 1 : 0);
}

base::Error broken(std::string rule) { return base::fail("ACCS-0506", {{"rule", std::move(rule)}}, "password"); }

}  // namespace

base::Status checkPassword(const jurisdiction::AccessPolicy& policy, std::string_view password,
                           const store::UserRow& user) {
  if (!base::isValidUtf8(password) || base::hasControlCharacters(password)) return broken("不含控制字符");
  const auto length = static_cast<int>(base::codePoints(password));
  if (length < policy.minLength) return broken("不少于 " + std::to_string(policy.minLength) + " 个字符");
  if (length > policy.maxLength) return broken("不多于 " + std::to_string(policy.maxLength) + " 个字符");
  if (characterClasses(password) < policy.characterClasses) {
    return broken("大写字母、小写字母、数字、其他符号中至少有 " + std::to_string(policy.characterClasses) + " 类");
  }
  const std::string folded = base::asciiLower(password);
  if (folded.find(user.login) != std::string::npos) return broken("不含登录名");
  if (!user.name.empty() && password.find(user.name) != std::string_view::npos) return broken("不含姓名");
  for (const auto& word : policy.forbiddenWords) {
    if (folded.find(base::asciiLower(word)) != std::string::npos) return broken("不含常见口令“" + word + "”");
  }
  return {};
}

}  // namespace medcredit::service::access
