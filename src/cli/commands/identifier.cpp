// identifier check: full check of codes and document numbers, one or many (R-SUBJ-06). Needs no store.
#include <array>
#include <iostream>

#include "base/text.h"
#include "cli/cli.h"
#include "domain/identifier.h"
#include "domain/messages.h"

namespace medcredit::cli {

namespace {

using domain::IdentifierKind;

struct CheckArguments {
  std::string kind;
  std::string value;
  std::string jurisdiction = "national";
  bool batch = false;
};

std::string kindNames() {
  std::string out;
  for (int k = 0; k <= static_cast<int>(IdentifierKind::kOther); ++k) {
    if (!out.empty()) out += "、";
    out += domain::identifierKindName(static_cast<IdentifierKind>(k));
  }
  return out;
}

/// One checked value as JSON and as a line for people.
class Reporter {
 public:
  Reporter(Session& session, IdentifierKind kind, domain::IdentifierOptions options)
      : session_(session), kind_(kind), options_(options) {}

  void check(std::string_view value) {
    const auto verdict = domain::checkIdentifier(kind_, value, options_);
    const auto message = verdict.code.empty()
                             ? std::string()
                             : domain::renderText(base::Error(verdict.code, {{"expected", verdict.expected}}));
    if (!verdict.valid) allValid_ = false;
    const std::string shown = base::cleanText(value);
    session_.emit(boost::json::object{{"kind", domain::identifierKindName(kind_)},
                                      {"value", shown},
                                      {"valid", verdict.valid},
                                      {"warning", verdict.warning},
                                      {"normalized", verdict.normalized},
                                      {"code", verdict.code},
                                      {"message", message},
                                      {"expected", verdict.expected},
                                      {"suggestion", domain::suggestedIdentifier(kind_, verdict)}});
    std::string line = shown + "\t" +
                       (!verdict.valid    ? "无效"
                        : verdict.warning ? "有效（存疑）"
                                          : "有效") +
                       "\t" + verdict.normalized;
    if (!verdict.code.empty()) line += "\t" + verdict.code + "：" + message;
    session_.say(line);
  }

  [[nodiscard]] ExitCode exitCode() const { return allValid_ ? kDone : kDoneWithRejects; }

 private:
  Session& session_;
  IdentifierKind kind_;
  domain::IdentifierOptions options_;
  bool allValid_ = true;
};

base::Result<ExitCode> check(Session& session, const CheckArguments& arguments, bool hasValue) {
  const auto kind = domain::identifierKindFromName(arguments.kind);
  if (!kind) return base::fail("IDEN-0002", {{"kind", arguments.kind}, {"kinds", kindNames()}});
  if (hasValue == arguments.batch) {
    return base::fail("CLI-0001", {{"detail", arguments.batch ? "--batch 从标准输入读取号码，不再给出 VALUE"
                                                              : "请给出 VALUE，或用 --batch 从标准输入逐行读取"}});
  }
  MC_ASSIGN(const auto* loader, session.loader());
  MC_ASSIGN(const auto law, loader->load(arguments.jurisdiction));
  domain::IdentifierOptions options;
  options.regions = law->regions.get();
  options.today = session.clock().today();
  Reporter reporter(session, *kind, options);
  if (!arguments.batch) {
    reporter.check(arguments.value);
  } else {
    for (std::string line; std::getline(std::cin, line);) reporter.check(line);
  }
  return reporter.exitCode();
}

}  // namespace

void addIdentifierCommands(CLI::App& app, Session& session) {
  auto* group = app.add_subcommand("identifier", "号码校验");
  group->require_subcommand(1);
  auto arguments = std::make_shared<CheckArguments>();
  auto* command = group->add_subcommand("check", "校验一个号码，或用 --batch 从标准输入逐行校验");
  command->add_option("KIND", arguments->kind, "号码种类：" + kindNames())->required();
  auto* value = command->add_option("VALUE", arguments->value, "号码");
  command->add_flag("--batch", arguments->batch, "从标准输入逐行读取；与 --json 同用时每行输出一个 JSON 文档");
  command->add_option("--jurisdiction", arguments->jurisdiction, "使用哪个地区的行政区划表")->capture_default_str();
  command->callback([&session, arguments, value] {
    const auto result = check(session, *arguments, value->count() > 0);
    if (result) {
      session.exitCode = *result;
    } else {
      const bool badInput = result.error().code.starts_with("IDEN-");
      session.exitCode = session.fail(result.error(), badInput ? std::optional(kUsage) : std::nullopt);
    }
  });
}

}  // namespace medcredit::cli
