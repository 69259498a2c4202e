// user add | list | role | disable | enable | reset | link | key | verify | delegate
#include <boost/json.hpp>
#include <iostream>

#include "base/join.h"
#include "cli/cli.h"
#include "cli/commands/with_context.h"
#include "service/access/delegates.h"
#include "service/access/systems.h"
#include "service/access/users.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;
namespace access = service::access;

json::array jsonList(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

json::object userJson(const access::UserView& user) {
  return json::object{{"id", user.id},
                      {"login", user.login},
                      {"name", user.name},
                      {"kind", user.kind},
                      {"unit", user.unit},
                      {"scope", user.scope},
                      {"state", user.state},
                      {"roles", jsonList(user.roles)},
                      {"entries", jsonList(user.entries)},
                      {"must_change", user.mustChange},
                      {"second_factor", user.secondFactor},
                      {"locked", user.locked},
                      {"verified", !user.verifiedHow.empty()},
                      {"oidc_subject", user.oidcSubject}};
}

std::string userLine(const access::UserView& user) {
  return user.id + "\t" + user.login + "\t" + user.name + "\t" + (user.unit.empty() ? "—" : user.unit) + "\t" +
         (user.roles.empty() ? "—" : base::join(user.roles)) + (user.state == "active" ? "" : "\t已停用");
}

/// A refused act keeps exit code 1; only wrong arguments are unusable input.
int refused(const Session& session, const base::Error& error) {
  const bool input = error.code.starts_with("ACCS-05") || error.code == "STOR-0021" || error.code == "STOR-0023";
  return input ? session.fail(error, kInputUnusable) : session.fail(error);
}

base::Status show(Session& session, service::Context& context, const std::string& id) {
  MC_ASSIGN(const auto user, access::getUser(context, id));
  session.say(userLine(user));
  session.emit(userJson(user));
  return {};
}

void addAdd(CLI::App& user, Session& session) {
  struct Arguments {
    access::NewUser user;
    std::vector<std::string> roles;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* command = user.add_subcommand("add", "新建账号，打印一次性口令");
  command->add_option("--login", arguments->user.login, "登录名")->required();
  command->add_option("--name", arguments->user.name, "姓名或系统名称")->required();
  command->add_option("--kind", arguments->user.kind, "staff 工作人员、subject 信用主体、system 系统");
  command->add_option("--unit", arguments->user.unit, "所在单位");
  command->add_option("--scope", arguments->user.scope, "数据范围：own、unit、county、city、province");
  command->add_option("--entries", arguments->user.entries, "负责的目录条目，逗号分隔；不填为单位全部")->delimiter(',');
  command->add_option("--roles", arguments->roles, "角色，逗号分隔")->delimiter(',');
  command->callback(withContext(session, refused, [&session, arguments](service::Context& context) -> base::Status {
    // Role and account together or neither.
    MC_ASSIGN(auto whole, store::Transaction::startEnclosing(context.conn));
    MC_ASSIGN(const auto created, access::createUser(context, arguments->user));
    if (!arguments->roles.empty()) {
      MC_ASSIGN(const auto granted, access::setRoles(context, created.id, arguments->roles, std::nullopt));
      static_cast<void>(granted);
    }
    MC_TRY(whole.commit());
    session.say("已新建账号 " + created.id);
    if (!created.oneTimeCode.empty()) session.say("一次性口令（只显示这一次）：" + created.oneTimeCode);
    session.emit(json::object{{"id", created.id}, {"one_time_code", created.oneTimeCode}});
    return {};
  }));
}

void addList(CLI::App& user, Session& session) {
  auto* command = user.add_subcommand("list", "列出账号");
  command->callback(withContext(session, refused, [&session](service::Context& context) -> base::Status {
    constexpr std::size_t kPage = 200;
    json::array all;
    std::string after;
    for (bool more = true; more;) {
      MC_ASSIGN(const auto users, access::listUsers(context, after, kPage));
      for (const auto& one : users) {
        session.say(userLine(one));
        all.push_back(userJson(one));
      }
      more = users.size() == kPage;
      if (more) after = users.back().id;
    }
    session.emit(json::object{{"users", std::move(all)}});
    return {};
  }));
}

void addRole(CLI::App& user, Session& session) {
  struct Arguments {
    std::string login;
    std::vector<std::string> roles;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* command = user.add_subcommand("role", "设定一个账号的全部角色");
  command->add_option("login", arguments->login, "登录名")->required();
  command->add_option("--roles", arguments->roles, "角色，逗号分隔")->delimiter(',')->required();
  command->callback(withContext(session, refused, [&session, arguments](service::Context& context) -> base::Status {
    MC_ASSIGN(const auto id, access::userIdOf(context, arguments->login));
    MC_ASSIGN(const auto changed, access::setRoles(context, id, arguments->roles, std::nullopt));
    session.say(userLine(changed));
    session.emit(userJson(changed));
    return {};
  }));
}

void addState(CLI::App& user, Session& session, const char* name, const char* help, const char* state) {
  auto login = std::make_shared<std::string>();
  auto* command = user.add_subcommand(name, help);
  command->add_option("login", *login, "登录名")->required();
  command->callback(withContext(session, refused, [&session, login, state](service::Context& context) -> base::Status {
    MC_ASSIGN(const auto id, access::userIdOf(context, *login));
    access::UserChange change;
    change.state = state;
    MC_ASSIGN(const auto changed, access::updateUser(context, id, change));
    session.say(userLine(changed));
    session.emit(userJson(changed));
    return {};
  }));
}

void addReset(CLI::App& user, Session& session) {
  struct Arguments {
    std::string login;
    bool secondFactor = false;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* command = user.add_subcommand("reset", "作废口令，打印新的一次性口令；管理员的口令只能这样重置");
  command->add_option("login", arguments->login, "登录名")->required();
  command->add_flag("--second-factor", arguments->secondFactor, "同时解除动态口令");
  command->callback(withContext(session, refused, [&session, arguments](service::Context& context) -> base::Status {
    MC_ASSIGN(const auto id, access::userIdOf(context, arguments->login));
    MC_ASSIGN(const auto code, access::resetUser(context, id, arguments->secondFactor));
    session.say("一次性口令（只显示这一次）：" + code);
    session.emit(json::object{{"id", id}, {"one_time_code", code}});
    return {};
  }));
}

void addLink(CLI::App& user, Session& session) {
  struct Arguments {
    std::string login, issuer, subject;
    bool remove = false;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* command =
      user.add_subcommand("link", "登记或解除账号在身份提供方（OpenID Connect）的账号；管理员的只能这样登记");
  command->add_option("login", arguments->login, "登录名")->required();
  auto* issuer = command->add_option("--issuer", arguments->issuer, "签发者地址，与 serve --oidc 配置中的 issuer 一致");
  auto* subject = command->add_option("--subject", arguments->subject, "身份提供方给出的用户标识（sub）");
  auto* remove = command->add_flag("--remove", arguments->remove, "解除");
  issuer->needs(subject)->excludes(remove);
  subject->needs(issuer)->excludes(remove);
  command->callback(withContext(session, refused, [&session, arguments](service::Context& context) -> base::Status {
    MC_ASSIGN(const auto id, access::userIdOf(context, arguments->login));
    access::UserChange change;
    change.oidcSubject = arguments->remove ? std::string() : arguments->issuer + " " + arguments->subject;
    MC_ASSIGN(const auto changed, access::updateUser(context, id, change));
    session.say(userLine(changed) + (changed.oidcSubject.empty() ? "" : "\t" + changed.oidcSubject));
    session.emit(userJson(changed));
    return {};
  }));
}

base::Status makeKey(Session& session, service::Context& context, const std::string& system, const std::string& sm2) {
  MC_ASSIGN(const auto made, access::createSystemKey(context, system, {sm2.empty() ? "hmac-sm3" : "sm2", sm2}));
  session.say("密钥 " + made.id + "，指纹 " + made.fingerprint);
  if (!made.secret.empty()) session.say("共享密钥（Base64，只显示这一次）：" + made.secret);
  session.emit(json::object{{"id", made.id}, {"secret", made.secret}, {"fingerprint", made.fingerprint}});
  return {};
}

void addKey(CLI::App& user, Session& session) {
  struct Arguments {
    std::string login, sm2, revoke;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* command = user.add_subcommand("key", "为系统账号生成 HMAC-SM3 密钥、登记 SM2 公钥或撤销密钥");
  command->add_option("login", arguments->login, "系统账号的登录名")->required();
  auto* sm2 = command->add_option("--sm2", arguments->sm2, "SM2 公钥（65 字节未压缩点的 Base64）");
  command->add_option("--revoke", arguments->revoke, "撤销的密钥编号")->excludes(sm2);
  command->callback(withContext(session, refused, [&session, arguments](service::Context& context) -> base::Status {
    MC_ASSIGN(const auto id, access::userIdOf(context, arguments->login));
    if (arguments->revoke.empty()) return makeKey(session, context, id, arguments->sm2);
    MC_TRY(access::revokeSystemKey(context, id, arguments->revoke));
    session.say("已撤销密钥 " + arguments->revoke);
    session.emit(json::object{{"revoked", arguments->revoke}});
    return {};
  }));
}

void addVerify(CLI::App& user, Session& session) {
  auto check = std::make_shared<access::IdentityCheck>();
  auto login = std::make_shared<std::string>();
  check->how = "counter";
  auto* command = user.add_subcommand("verify", "登记信用主体账号的身份核验；身份证号码从标准输入读取");
  command->add_option("login", *login, "登录名")->required();
  command->add_option("--how", check->how, "counter 当面核验、real-name-service 实名认证服务");
  command->callback(withContext(session, refused, [&session, check, login](service::Context& context) -> base::Status {
    MC_ASSIGN(check->user, access::userIdOf(context, *login));
    std::getline(std::cin, check->idNumber);
    MC_TRY(access::verifyIdentity(context, *check));
    return show(session, context, check->user);
  }));
}

std::optional<base::CivilDate> dayOf(const std::string& text) { return base::CivilDate::parseIso(text); }

json::object delegationJson(const access::DelegationView& one) {
  return json::object{{"user", one.user},   {"subject", service::publicId('S', one.subjectId)},
                      {"basis", one.basis}, {"from", one.from},
                      {"to", one.to},       {"in_force", one.inForce}};
}

struct DelegateArguments {
  std::string login, subject, from, to, document;
  bool self = false;
  bool revoke = false;
};

base::Status delegate(Session& session, service::Context& context, const DelegateArguments& arguments) {
  MC_ASSIGN(const auto user, access::userIdOf(context, arguments.login));
  const auto subject = service::parsePublicId('S', arguments.subject);
  if (!subject) return base::fail("SUBJ-0030", {{"subject", arguments.subject}});
  if (arguments.revoke) {
    MC_TRY(access::revoke(context, user, *subject));
    session.say("已撤销");
    session.emit(json::object{{"revoked", service::publicId('S', *subject)}});
    return {};
  }
  access::NewDelegation wanted;
  wanted.user = user;
  wanted.subjectId = *subject;
  wanted.basis = arguments.self ? "self" : "delegate";
  wanted.document = arguments.document;
  wanted.from = dayOf(arguments.from);
  wanted.to = dayOf(arguments.to);
  MC_ASSIGN(const auto made, access::authorise(context, wanted));
  session.say(made.userName + " 可代表 " + made.subjectName + "，自 " + made.from +
              (made.to.empty() ? "" : " 至 " + made.to));
  session.emit(delegationJson(made));
  return {};
}

void addDelegate(CLI::App& user, Session& session) {
  auto arguments = std::make_shared<DelegateArguments>();
  const auto isDay = [](const std::string& text) {
    return dayOf(text) ? std::string() : std::string("日期应为 YYYY-MM-DD：" + text);
  };
  auto* command = user.add_subcommand("delegate", "登记或撤销账号代表信用主体的授权");
  command->add_option("login", arguments->login, "登录名")->required();
  command->add_option("--subject", arguments->subject, "信用主体编号，如 S7")->required();
  command->add_flag("--self", arguments->self, "本人");
  command->add_option("--from", arguments->from, "起始日；默认今天")->check(isDay);
  command->add_option("--to", arguments->to, "截止日（含）；代理须填")->check(isDay);
  command->add_option("--document", arguments->document, "授权书编号或名称；代理须填");
  command->add_flag("--revoke", arguments->revoke, "撤销，立即生效");
  command->callback(withContext(session, refused, [&session, arguments](service::Context& context) {
    return delegate(session, context, *arguments);
  }));
}

}  // namespace

void addUserCommands(CLI::App& app, Session& session) {
  auto* user = app.add_subcommand("user", "账号、角色、密钥与授权");
  user->require_subcommand(1);
  addAdd(*user, session);
  addList(*user, session);
  addRole(*user, session);
  addState(*user, session, "disable", "停用账号，立即生效", "disabled");
  addState(*user, session, "enable", "恢复账号", "active");
  addReset(*user, session);
  addLink(*user, session);
  addKey(*user, session);
  addVerify(*user, session);
  addDelegate(*user, session);
}

}  // namespace medcredit::cli
