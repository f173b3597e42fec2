# ruff: noqa: E501
"""Surroundings that somebody wrote: newspapers, portals, tables of 2004, hashed class names, AMP."""

TEMPLATES = {
    "table2004": """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html><head><title>{{ site }} - {{ title }}</title>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
{{ meta }}
<link rel="stylesheet" type="text/css" href="/css/style.css"><script language="JavaScript" src="/js/rollover.js"></script></head>
<body bgcolor="#FFFFFF" topmargin="0" leftmargin="0" marginwidth="0"{% if t.direction == 'rtl' %} dir="rtl"{% endif %}>
<table width="780" border="0" cellspacing="0" cellpadding="0" align="center">
<tr><td colspan="3"><a href="/"><img src="/images/logo.gif" width="300" height="60" border="0" alt="{{ site }}"></a></td></tr>
<tr bgcolor="#003366"><td colspan="3" class="topnav">{% for x in t.sections %}<a href="/{{ slugs[loop.index0 % 10] }}/index.html"><font color="#ffffff" size="1" face="Verdana">{{ x }}</font></a>{% if not loop.last %} | {% endif %}{% endfor %}</td></tr>
<tr valign="top"><td width="130" bgcolor="#eeeeee"><table width="130" border="0" cellpadding="4">
{% for x in t.sections %}<tr><td class="leftnav"><img src="/images/dot.gif" width="5" height="5"> <a href="/cat.php?id={{ loop.index }}">{{ x }}</a></td></tr>
{% endfor %}<tr><td><form action="/search.php"><input name="q" size="10"><input type="submit" value="{{ w.search }}"></form></td></tr></table></td>
<td width="470" class="content">{% block main %}{% endblock %}</td>
<td width="180" bgcolor="#f6f6f6">{% if side %}<table border="0" cellpadding="3" width="180"><tr><td bgcolor="#cc0000"><font color="#ffffff"><b>{{ w.mostread }}</b></font></td></tr>{% for x in take(6) %}<tr><td>{{ loop.index }}. <a href="{{ x.url }}">{{ x.title }}</a></td></tr>{% endfor %}</table><br>{% endif %}<img src="/banner/160x600.gif" width="160" height="600" alt="{{ w.advert }}"></td></tr>
<tr><td colspan="3" align="center"><hr size="1"><font size="1">&copy; 2004 {{ site }} - <a href="/contact.html">{{ w.contact }}</a> - <a href="/about.html">{{ w.about }}</a></font></td></tr>
</table></body></html>""",
    "nineties": """<HTML>
<HEAD><TITLE>{{ title }}</TITLE>{{ meta }}</HEAD>
<BODY BGCOLOR="#FFFFFF" TEXT="#000000" LINK="#0000CC"{% if t.direction == 'rtl' %} DIR="RTL"{% endif %}>
<CENTER><H2><A HREF="/">{{ site }}</A></H2>
<FONT SIZE="-1">[ {% for x in t.sections[:6] %}<A HREF="{{ slugs[loop.index0] }}.htm">{{ x }}</A>{% if not loop.last %} ] [ {% endif %}{% endfor %} ]</FONT></CENTER>
<HR>
{% block main %}{% endblock %}
<HR><ADDRESS><A HREF="mailto:webmaster@{{ host }}">webmaster@{{ host }}</A></ADDRESS>
</BODY></HTML>""",
    "react": """<!doctype html><html lang="{{ t.code }}"{% if t.direction == 'rtl' %} dir="rtl"{% endif %}><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width,initial-scale=1"/><title data-rh="true">{{ title }} | {{ site }}</title>
{{ meta }}
<style data-emotion="css 1qw8 z9k2 0">.css-1qw8u{display:flex}</style></head>
<body><div id="app"><div class="css-1r7ky0e"><div class="css-v89234" role="navigation"><a class="css-kgn7zc" href="#site-content">{{ w.menu }}</a></div>
<header class="css-1d8a290 e1m0pzr40"><section class="css-1n6z4y"><button class="ea180rp0 css-fzvsed" aria-label="{{ w.menu }}"><svg viewBox="0 0 16 16"></svg></button><a href="/" class="css-10mv0f">{{ site }}</a><div class="css-10698na"><a class="css-1q1yp4k" href="/subscription">{{ w.subscribe }}</a><a class="css-1kj7lfb" href="/auth/login">{{ w.login }}</a></div></section><section class="css-1a3ibh4"><ul class="css-1vxca1d">{% for x in t.sections %}<li class="css-{{ '%x' % (loop.index * 7919) }}"><a class="css-1wjnrbv" href="/section/{{ slugs[loop.index0 % 10] }}">{{ x }}</a></li>{% endfor %}</ul></section></header>
<div id="site-content" class="css-1wa7u5r"><main class="css-z9k2ax">{% block main %}{% endblock %}</main></div>
<footer class="css-1e1s8k7"><nav class="css-11zh9"><h2 class="css-1dv1kvn">{{ site }}</h2><div class="css-8o6fz">{% for x in t.sections %}<a class="css-jq1cx6" href="/section/{{ slugs[loop.index0 % 10] }}">{{ x }}</a>{% endfor %}<a class="css-jq1cx6" href="/help/privacy">{{ w.privacy }}</a><a class="css-jq1cx6" href="/help/terms">{{ w.terms }}</a><a class="css-jq1cx6" href="/help/contact">{{ w.contact }}</a></div></nav></footer>
<div class="css-1ucq7p" data-testid="consent"><div class="css-3qijeq"><p class="css-hqisq1">{{ w.cookies }}</p><button class="css-aovwtd">{{ w.accept }}</button><button class="css-1oj4td">{{ w.settings }}</button></div></div></div></div>
<script>window.__preloadedData={"config":{"gqlUrl":"/graphql"},"ssr":true}</script><script defer src="/vi-assets/main-9f3c.js"></script></body></html>""",
    "next": """<!DOCTYPE html><html lang="{{ t.code }}"{% if t.direction == 'rtl' %} dir="rtl"{% endif %} class="scroll-smooth"><head><meta charSet="utf-8"/><meta name="viewport" content="width=device-width"/>
{{ meta }}
<title>{{ title }} · {{ site }}</title><meta name="next-head-count" content="9"/><link rel="preload" href="/_next/static/css/3c1e.css" as="style"/></head>
<body class="antialiased bg-white text-slate-900"><div id="__next"><div class="flex min-h-screen flex-col">
<div class="sticky top-0 z-50 border-b bg-white/90 backdrop-blur"><div class="mx-auto flex h-14 max-w-7xl items-center justify-between px-4"><a class="text-xl font-bold tracking-tight" href="/">{{ site }}</a><div class="hidden gap-6 text-sm md:flex">{% for x in t.sections[:8] %}<a class="hover:underline" href="/{{ slugs[loop.index0] }}">{{ x }}</a>{% endfor %}</div><div class="flex gap-2"><a class="rounded-full border px-4 py-1.5 text-sm" href="/login">{{ w.login }}</a><a class="rounded-full bg-emerald-700 px-4 py-1.5 text-sm text-white" href="/subscribe">{{ w.subscribe }}</a></div></div></div>
<div class="flex-1">{% block main %}{% endblock %}</div>
<div class="mt-16 border-t bg-slate-50 py-10"><div class="mx-auto grid max-w-7xl grid-cols-2 gap-8 px-4 md:grid-cols-4"><div><div class="mb-2 font-semibold">{{ w.newsletter }}</div><div class="text-sm text-slate-600">{{ w.signup }}</div></div><div class="flex flex-col gap-1 text-sm">{% for x in t.sections[:5] %}<a href="/{{ slugs[loop.index0] }}">{{ x }}</a>{% endfor %}</div><div class="flex flex-col gap-1 text-sm"><a href="/about">{{ w.about }}</a><a href="/contact">{{ w.contact }}</a><a href="/privacy">{{ w.privacy }}</a></div></div><div class="mx-auto max-w-7xl px-4 pt-6 text-xs text-slate-500">© 2024 {{ site }}</div></div></div></div>
<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{}},"page":"/[...slug]","buildId":"x7Yq","isFallback":false}</script></body></html>""",
    "amp": """<!doctype html>
<html amp lang="{{ t.code }}"{% if t.direction == 'rtl' %} dir="rtl"{% endif %}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,minimum-scale=1">
<script async src="https://cdn.amp.example/v0.js"></script><script async custom-element="amp-sidebar" src="https://cdn.amp.example/v0/amp-sidebar-0.1.js"></script>
<title>{{ title }} | {{ site }}</title>
{{ meta }}
<style amp-boilerplate>body{animation:-amp-start 8s steps(1,end) 0s 1 normal both}</style><style amp-custom>.amp-wp-header{background:#0a5f85}</style></head>
<body class="amp-page">
<amp-sidebar id="sidebar1" layout="nodisplay" side="left"><div role="button" on="tap:sidebar1.close" tabindex="0" class="close">✕</div><ul class="amp-menu">{% for x in t.sections %}<li><a href="/amp/{{ slugs[loop.index0 % 10] }}">{{ x }}</a></li>{% endfor %}</ul></amp-sidebar>
<header class="amp-wp-header"><div role="button" on="tap:sidebar1.toggle" tabindex="0">☰</div><a href="/amp/">{{ site }}</a></header>
<amp-ad width="320" height="50" type="doubleclick" data-slot="/1/top"></amp-ad>
{% block main %}{% endblock %}
<footer class="amp-wp-footer"><a href="#top" class="back-to-top">{{ w.top }}</a><p>© {{ site }}</p></footer>
<amp-consent id="consent" layout="nodisplay"><div id="consent-ui"><p>{{ w.cookies }}</p><button on="tap:consent.accept">{{ w.accept }}</button></div></amp-consent>
</body></html>""",
    "bootstrap": """<!DOCTYPE html>
<html lang="{{ t.code }}"{% if t.direction == 'rtl' %} dir="rtl"{% endif %}>
<head><meta charset="utf-8"><meta http-equiv="X-UA-Compatible" content="IE=edge"><title>{{ title }} | {{ site }}</title>
{{ meta }}
<link href="/assets/bootstrap.min.css" rel="stylesheet"></head>
<body>
<nav class="navbar navbar-inverse navbar-fixed-top"><div class="container"><div class="navbar-header"><button type="button" class="navbar-toggle collapsed" data-toggle="collapse"><span class="icon-bar"></span></button><a class="navbar-brand" href="/">{{ site }}</a></div><div id="navbar" class="collapse navbar-collapse"><ul class="nav navbar-nav">{% for x in t.sections[:7] %}<li{% if loop.first %} class="active"{% endif %}><a href="/{{ slugs[loop.index0] }}">{{ x }}</a></li>{% endfor %}</ul><form class="navbar-form navbar-right"><input type="text" class="form-control" placeholder="{{ w.search }}"></form></div></div></nav>
<div class="container"><div class="row"><div class="{{ 'col-md-8' if side else 'col-md-12' }}">
{% block main %}{% endblock %}
</div>{% if side %}<div class="col-md-4"><div class="panel panel-default"><div class="panel-heading"><h3 class="panel-title">{{ w.mostread }}</h3></div><div class="list-group">{% for x in take(5) %}<a href="{{ x.url }}" class="list-group-item"><span class="badge">{{ number(3, 90) }}</span>{{ x.title }}</a>{% endfor %}</div></div><div class="well"><h4>{{ w.newsletter }}</h4><p>{{ w.signup }}</p><form><div class="form-group"><input type="email" class="form-control" placeholder="{{ w.email }}"></div><button class="btn btn-primary">{{ w.subscribe }}</button></form></div></div>{% endif %}</div>
<hr><footer class="footer"><p class="text-muted">&copy; {{ site }} 2024 <a href="/about">{{ w.about }}</a> <a href="/contact">{{ w.contact }}</a> <a href="/privacy">{{ w.privacy }}</a></p></footer></div>
<script src="/assets/jquery.min.js"></script></body></html>""",
    "paper_a": """<!DOCTYPE html>
<html lang="{{ t.code }}"{% if t.direction == 'rtl' %} dir="rtl"{% endif %} data-env="prod">
<head><meta charset="utf-8"><title>{{ title }} - {{ site }}</title>
{{ meta }}
<meta name="viewport" content="width=device-width"><script>window.dataLayer=[{"pageType":"{{ page_type|default('article') }}","loggedIn":false}];</script></head>
<body class="page page--{{ page_type|default('article') }}">
<div class="ad-billboard" id="ad-top" data-ad="billboard"><span class="ad-label">{{ w.advert }}</span></div>
<header class="masthead"><div class="masthead__top"><a class="masthead__login" href="/account/login">{{ w.login }}</a><a class="masthead__subscribe" href="/subscribe?src=header">{{ w.subscribe }}</a></div><div class="masthead__brand"><a href="/">{{ site }}</a></div>
<nav class="mega-nav" aria-label="{{ w.menu }}"><ul>{% for x in t.sections %}{% set outer = loop.index0 %}<li class="mega-nav__item"><a href="/{{ slugs[outer % 10] }}/">{{ x }}</a><ul class="mega-nav__sub">{% for y in t.sections[3:7] %}<li><a href="/{{ slugs[outer % 10] }}/{{ loop.index }}/">{{ y }}</a></li>{% endfor %}</ul></li>{% endfor %}</ul></nav>
<div class="ticker"><strong>{{ w.latest }}</strong>{% for x in take(3) %}<a href="{{ x.url }}">{{ x.title }}</a>{% endfor %}</div></header>
<div class="page__grid"><main class="page__main">
{% block main %}{% endblock %}
</main>
{% if side %}<aside class="page__rail"><div class="ad-rail" data-ad="mpu"></div><section class="most-read"><h2 class="most-read__title">{{ w.mostread }}</h2><ol>{% for x in take(8) %}<li class="most-read__item"><a href="{{ x.url }}">{{ x.title }}</a></li>{% endfor %}</ol></section><section class="newsletter-box"><h2>{{ w.newsletter }}</h2><p>{{ w.signup }}</p><form action="/newsletter"><input type="email" placeholder="{{ w.email }}"><button>{{ w.subscribe }}</button></form></section></aside>{% endif %}</div>
<footer class="page-footer"><div class="page-footer__links">{% for x in t.sections %}<a href="/{{ slugs[loop.index0 % 10] }}/">{{ x }}</a>{% endfor %}<a href="/about">{{ w.about }}</a><a href="/contact">{{ w.contact }}</a><a href="/privacy">{{ w.privacy }}</a><a href="/terms">{{ w.terms }}</a><a href="/cookies" class="js-consent">{{ w.settings }}</a></div><p class="page-footer__legal">© 2024 {{ site }}</p></footer>
<div class="cmp" id="cmp" hidden><p>{{ w.cookies }}</p><button>{{ w.accept }}</button><button>{{ w.reject }}</button></div>
</body></html>""",
    "paper_b": """<!doctype html>
<html lang="{{ t.code }}" dir="{{ t.direction }}" itemscope itemtype="https://schema.org/WebPage">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ title }} | {{ site }}</title>
{{ meta }}
<script type="module" src="/static/app.mjs"></script></head>
<body data-section="{{ slugs[2] }}" data-tracking-id="{{ number(1000, 9999) }}">
<div class="o-header" data-o-component="o-header"><div class="o-header__container"><a class="o-header__logo" href="/" title="{{ site }}"><img src="/static/logo.svg" alt="{{ site }}"></a><ul class="o-header__nav-list">{% for x in t.sections %}<li class="o-header__nav-item"><a class="o-header__nav-link" href="/{{ slugs[loop.index0 % 10] }}" data-trackable="{{ loop.index }}">{{ x }}</a></li>{% endfor %}</ul></div></div>
<div class="l-page" id="content">{% block main %}{% endblock %}</div>
<div class="o-footer" data-o-component="o-footer"><div class="o-footer__row"><div class="o-footer__col"><h6 class="o-footer__title">{{ w.about }}</h6><a class="o-footer__link" href="/about">{{ site }}</a><a class="o-footer__link" href="/contact">{{ w.contact }}</a></div><div class="o-footer__col"><h6 class="o-footer__title">{{ w.terms }}</h6><a class="o-footer__link" href="/privacy">{{ w.privacy }}</a></div></div><p class="o-footer__copyright">{{ site }} 2024</p></div>
<div class="o-cookie-message" data-o-component="o-cookie-message"><div class="o-cookie-message__outer"><p>{{ w.cookies }}</p><a class="o-cookie-message__button" href="/consent">{{ w.accept }}</a></div></div></body></html>""",
    "bare": """<!doctype html>
<html lang="{{ t.code }}"{% if t.direction == 'rtl' %} dir="rtl"{% endif %}>
<meta charset="utf-8">
<title>{{ title }}</title>
{{ meta }}
<body>
<header><a href="/">{{ site }}</a>
<nav>{% for x in t.sections[:4] %}<a href="/{{ slugs[loop.index0] }}">{{ x }}</a> {% endfor %}</nav></header>
<main>
{% block main %}{% endblock %}
</main>
<footer><small>{{ site }}, 2024. <a href="/about">{{ w.about }}</a></small></footer>
</body>
</html>""",
    "components": """<!doctype html>
<html lang="{{ t.code }}"><head><meta charset="utf-8"><title>{{ title }} – {{ site }}</title>
{{ meta }}
<base href="/"></head>
<body><app-root ng-version="16.2.0"><app-shell><app-header _ngcontent-ng-c31><mat-toolbar class="mat-toolbar"><a routerlink="/" href="/">{{ site }}</a><span class="spacer"></span>{% for x in t.sections[:6] %}<a mat-button href="/{{ slugs[loop.index0] }}">{{ x }}</a>{% endfor %}</mat-toolbar></app-header>
<router-outlet></router-outlet><app-view _ngcontent-ng-c77>{% block main %}{% endblock %}</app-view>
<app-footer><div class="foot"><a href="/imprint">{{ w.terms }}</a><a href="/privacy">{{ w.privacy }}</a><a href="/contact">{{ w.contact }}</a></div></app-footer></app-shell></app-root>
<noscript>JavaScript</noscript><script src="/main.4f3a.js" type="module"></script></body></html>""",
    "aspnet": """<!DOCTYPE html>
<html lang="{{ t.code }}"{% if t.direction == 'rtl' %} dir="rtl"{% endif %}><head id="Head1"><title>
	{{ title }}
</title>{{ meta }}<meta name="GENERATOR" content="Content Suite 8.1" /><link href="/App_Themes/Main/style.css" rel="stylesheet" /></head>
<body><form method="post" action="{{ url }}" id="aspnetForm"><div class="aspNetHidden"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKLTk3NzY0" /><input type="hidden" name="__EVENTVALIDATION" value="/wEWAgL" /></div>
<div id="ctl00_Wrapper"><div id="ctl00_Header" class="hdr"><a id="ctl00_lnkHome" href="/Default.aspx">{{ site }}</a><input name="ctl00$txtSearch" type="text" id="ctl00_txtSearch" /><input type="submit" name="ctl00$btnSearch" value="{{ w.search }}" /></div>
<div id="ctl00_Menu1" class="menu"><ul class="level1 static">{% for x in t.sections %}<li class="static"><a class="level1 static" href="/Category.aspx?cat={{ loop.index }}">{{ x }}</a></li>{% endfor %}</ul></div>
<div id="ctl00_ContentPlaceHolder1_pnlMain">{% block main %}{% endblock %}</div>
{% if side %}<div id="ctl00_Right"><div class="boxTitle">{{ w.mostread }}</div><table id="ctl00_gvTop" cellspacing="0" border="0">{% for x in take(5) %}<tr><td><span class="num">{{ loop.index }}</span></td><td><a href="/News.aspx?id={{ x.number }}">{{ x.title }}</a></td></tr>{% endfor %}</table></div>{% endif %}
<div id="ctl00_Footer" class="ftr">© 2013 {{ site }} | <a href="/Contact.aspx">{{ w.contact }}</a> | <a href="/Terms.aspx">{{ w.terms }}</a></div></div></form></body></html>""",
    "portal": """<!DOCTYPE html>
<html lang="{{ t.code }}"{% if t.direction == 'rtl' %} dir="rtl"{% endif %}><head><meta charset="utf-8"><title>{{ title }}_{{ site }}</title>
{{ meta }}
<link rel="stylesheet" href="/res/c/v7/base.css"></head>
<body id="www"><div id="wrap"><div id="header"><div class="topbar"><a href="/member/login">{{ w.login }}</a><a href="/member/join">{{ w.subscribe }}</a></div><h1 class="logo"><a href="/"><img src="/res/i/logo.png" alt="{{ site }}"></a></h1><div id="gnb"><ul>{% for x in t.sections %}<li class="m{{ loop.index }}"><a href="/{{ slugs[loop.index0 % 10] }}/">{{ x }}</a></li>{% endfor %}</ul></div><div class="srch"><form action="/search"><input type="text" name="kw" title="{{ w.search }}"><button type="submit"><span>{{ w.search }}</span></button></form></div></div>
<div id="container"><div id="content">{% block main %}{% endblock %}</div>
{% if side %}<div id="aside"><div class="box rank"><h3>{{ w.mostread }}</h3><ol>{% for x in take(10) %}<li><em>{{ loop.index }}</em><a href="{{ x.url }}">{{ x.title }}</a></li>{% endfor %}</ol></div><div class="box photo"><h3>{{ w.photos }}</h3>{% for x in take(4) %}<dl><dt><a href="{{ x.url }}"><img src="{{ x.image }}" width="90" height="60" alt=""></a></dt><dd>{{ x.title }}</dd></dl>{% endfor %}</div></div>{% endif %}</div>
<div id="footer"><ul><li><a href="/company/">{{ w.about }}</a></li><li><a href="/company/terms">{{ w.terms }}</a></li><li><a href="/company/privacy"><strong>{{ w.privacy }}</strong></a></li><li><a href="/company/contact">{{ w.contact }}</a></li></ul><address>Copyright © {{ site }}. All rights reserved.</address></div></div></body></html>""",
    "shop": """<!doctype html>
<html class="no-js" lang="{{ t.code }}"{% if t.direction == 'rtl' %} dir="rtl"{% endif %}><head><meta charset="utf-8"><title>{{ title }} &ndash; {{ site }}</title>
{{ meta }}
<script>window.shop={"currency":"EUR","theme":{"name":"Dawn","id":12}};</script></head>
<body class="gradient"><div id="shopify-section-announcement-bar"><div class="announcement-bar"><p class="announcement-bar__message h5">{{ w.signup }}</p></div></div>
<sticky-header class="header-wrapper"><header class="header page-width"><a href="/" class="header__heading-link">{{ site }}</a><nav class="header__inline-menu"><ul class="list-menu list-menu--inline">{% for x in t.sections %}<li><a href="/collections/{{ loop.index }}" class="header__menu-item">{{ x }}</a></li>{% endfor %}</ul></nav><div class="header__icons"><a href="/account/login">{{ w.login }}</a><a href="/cart" class="header__icon--cart"><span>0</span></a></div></header></sticky-header>
<main id="MainContent" class="content-for-layout" role="main" tabindex="-1">{% block main %}{% endblock %}</main>
<footer class="footer"><div class="footer__content-top page-width"><div class="footer-block__newsletter"><h2 class="footer-block__heading">{{ w.newsletter }}</h2><form class="newsletter-form"><input type="email" placeholder="{{ w.email }}"><button>→</button></form></div></div><div class="footer__content-bottom"><small class="copyright__content">&copy; 2024, <a href="/">{{ site }}</a></small><ul class="policies"><li><a href="/policies/privacy">{{ w.privacy }}</a></li><li><a href="/policies/terms">{{ w.terms }}</a></li></ul></div></footer></body></html>""",
    "docs": """<!DOCTYPE html>
<html class="writer-html5" lang="{{ t.code }}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{ title }} &mdash; {{ site }}</title>
{{ meta }}
<link rel="index" href="/genindex.html"><link rel="next" href="/usage.html"></head>
<body class="wy-body-for-nav"><div class="wy-grid-for-nav"><nav data-toggle="wy-nav-shift" class="wy-nav-side"><div class="wy-side-scroll"><div class="wy-side-nav-search"><a href="/index.html" class="icon icon-home"> {{ site }}</a><div role="search"><form class="wy-form" action="/search.html"><input type="text" name="q" placeholder="{{ w.search }}"></form></div></div><div class="wy-menu wy-menu-vertical"><ul class="current">{% for x in chapters|default(t.sections) %}<li class="toctree-l1"><a class="reference internal" href="/c{{ loop.index }}.html">{{ x }}</a></li>{% endfor %}</ul></div></div></nav>
<section class="wy-nav-content-wrap"><div class="wy-nav-content"><div class="rst-content"><div role="navigation"><ul class="wy-breadcrumbs"><li><a href="/index.html" class="icon icon-home"></a></li><li class="breadcrumb-item active">{{ title }}</li></ul></div><div role="main" class="document"><div itemprop="articleBody">{% block main %}{% endblock %}</div></div><footer><div class="rst-footer-buttons"><a href="/c2.html" class="btn btn-neutral float-left">{{ w.prev }}</a><a href="/c4.html" class="btn btn-neutral float-right">{{ w.next }}</a></div><p>&#169; {{ site }}</p></footer></div></div></section></div></body></html>""",
    "forum": """<!DOCTYPE html>
<html dir="{{ t.direction }}" lang="{{ t.code }}"><head><meta charset="utf-8" /><title>{{ title }} - {{ site }}</title>
{{ meta }}
<link href="/styles/prosilver/theme/stylesheet.css" rel="stylesheet"></head>
<body id="phpbb" class="nojs notouch section-{{ section|default('viewtopic') }} {{ t.direction }}">
<div id="wrap" class="wrap"><div id="page-header"><div class="headerbar" role="banner"><div class="inner"><div id="site-description" class="site-description"><a id="logo" class="logo" href="/index.php"></a><h1>{{ site }}</h1></div></div></div><div class="navbar" role="navigation"><div class="inner"><ul id="nav-main" class="nav-main linklist"><li><a href="/app.php/help/faq">FAQ</a></li><li class="rightside"><a href="/ucp.php?mode=login">{{ w.login }}</a></li><li class="rightside"><a href="/ucp.php?mode=register">{{ w.subscribe }}</a></li></ul><ul id="nav-breadcrumbs" class="nav-breadcrumbs linklist navlinks"><li class="breadcrumbs"><span class="crumb"><a href="/index.php">{{ w.home }}</a></span><span class="crumb"><a href="/viewforum.php?f=4">{{ t.sections[-1] }}</a></span></li></ul></div></div></div>
<div id="page-body" class="page-body" role="main">{% block main %}{% endblock %}</div>
<div id="page-footer" class="page-footer"><div class="copyright"><p class="footer-row"><a href="/ucp.php?mode=privacy">{{ w.privacy }}</a> | <a href="/ucp.php?mode=terms">{{ w.terms }}</a></p></div></div></div></body></html>""",
    "vue": """<!doctype html>
<html data-n-head-ssr lang="{{ t.code }}"{% if t.direction == 'rtl' %} dir="rtl"{% endif %}><head><title>{{ title }} – {{ site }}</title><meta data-n-head="ssr" charset="utf-8">
{{ meta }}
<link rel="preload" href="/_nuxt/5d1.js" as="script"></head>
<body><div data-server-rendered="true" id="__nuxt"><div id="__layout"><div data-v-7ba5bd90 class="layout"><div data-v-1c2 class="TheHeader"><div data-v-1c2 class="TheHeader-logo"><a href="/" data-v-1c2>{{ site }}</a></div><div data-v-1c2 class="TheHeader-links">{% for x in t.sections[:9] %}<div data-v-1c2 class="TheHeader-link"><a href="/{{ slugs[loop.index0] }}" data-v-1c2>{{ x }}</a></div>{% endfor %}</div></div>
<div data-v-9ff class="page">{% block main %}{% endblock %}</div>
<div data-v-2aa class="TheFooter"><span data-v-2aa>{{ site }}</span><a data-v-2aa href="/privacy">{{ w.privacy }}</a><a data-v-2aa href="/contact">{{ w.contact }}</a></div></div></div></div><script>window.__NUXT__={layout:"default",data:[{}],error:null}</script></body></html>""",
    "none": """<!DOCTYPE html>
<html lang="{{ t.code }}"{% if t.direction == 'rtl' %} dir="rtl"{% endif %}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{ head_title|default(title) }}</title>
{{ meta }}
</head><body>{% block main %}{% endblock %}</body></html>""",
}
