// workday add|between: working-day arithmetic of a jurisdiction's calendar, explained (R-QUAL-03). Needs no store.
#include <charconv>

#include "base/text.h"
#include "cli/cli.h"

namespace medcredit::cli {

namespace {

using base::CivilDate;

struct WorkdayArguments {
  std::string jurisdiction = "national";
  std::string first;   ///< start day
  std::string second;  ///< count, or end day
};

base::Result<CivilDate> readDay(const std::string& text) {
  const auto day = base::parseLenientDate(base::cleanCode(text));
  if (!day) return base::fail("WORK-0010", {{"value", text}});
  return *day;
}

base::Result<int> readCount(const std::string& text) {
  constexpr int kMost = 100'000;
  int count = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() || count < 0 || count > kMost) {
    return base::fail("WORK-0011", {{"value", text}});
  }
  return count;
}

base::Status add(Session& session, const WorkdayArguments& arguments) {
  MC_ASSIGN(const CivilDate start, readDay(arguments.first));
  MC_ASSIGN(const int count, readCount(arguments.second));
  MC_ASSIGN(const auto* loader, session.loader());
  MC_ASSIGN(const auto law, loader->load(arguments.jurisdiction));
  const auto result = law->calendar.add(start, count);
  if (result.date > *CivilDate::fromYmd(9999, 12, 31)) return base::fail("WORK-0012");
  const std::string explanation = law->calendar.explainAdd(start, count);
  session.emit(boost::json::object{
      {"date", result.date.iso()}, {"provisional", result.provisional}, {"explanation", explanation}});
  session.say(result.date.iso() + (result.provisional ? "（暂定）" : "") + "\n" + explanation);
  return {};
}

base::Status between(Session& session, const WorkdayArguments& arguments) {
  MC_ASSIGN(const CivilDate from, readDay(arguments.first));
  MC_ASSIGN(const CivilDate to, readDay(arguments.second));
  MC_ASSIGN(const auto* loader, session.loader());
  MC_ASSIGN(const auto law, loader->load(arguments.jurisdiction));
  const auto result = law->calendar.between(from, to);
  const std::string explanation = law->calendar.explainBetween(from, to);
  session.emit(boost::json::object{{"from", from.iso()},
                                   {"to", to.iso()},
                                   {"workdays", result.workdays},
                                   {"provisional", result.provisional},
                                   {"explanation", explanation}});
  session.say(std::to_string(result.workdays) + (result.provisional ? "（暂定）" : "") + "\n" + explanation);
  return {};
}

using Action = base::Status (*)(Session&, const WorkdayArguments&);

void addAction(CLI::App& group, Session& session, const std::string& name, const std::string& help,
               const std::string& secondName, const std::string& secondHelp, Action action) {
  auto arguments = std::make_shared<WorkdayArguments>();
  auto* command = group.add_subcommand(name, help);
  command->add_option("DATE", arguments->first, "起始日，YYYY-MM-DD")->required();
  command->add_option(secondName, arguments->second, secondHelp)->required();
  command->add_option("--jurisdiction", arguments->jurisdiction, "使用哪个地区的日历")->capture_default_str();
  command->callback([&session, arguments, action] {
    const auto status = action(session, *arguments);
    if (status) return;
    const bool badInput = status.error().code.starts_with("WORK-");
    session.exitCode = session.fail(status.error(), badInput ? std::optional(kUsage) : std::nullopt);
  });
}

}  // namespace

void addWorkdayCommands(CLI::App& app, Session& session) {
  auto* group = app.add_subcommand("workday", "工作日计算（含调休），附逐步说明");
  group->require_subcommand(1);
  addAction(*group, session, "add", "起始日之后第 N 个工作日（当日不计）", "N", "工作日数", add);
  addAction(*group, session, "between", "两日之间的工作日数（起始日不计，终止日计入）", "END", "终止日，YYYY-MM-DD",
            between);
}

}  // namespace medcredit::cli
