# ruff: noqa: E501
"""Surroundings by well-known systems: WordPress, Drupal, TYPO3, Joomla, Blogger, Ghost."""

TEMPLATES = {
    "wp_classic": """<!DOCTYPE html>
<html lang="{{ t.code }}"{% if t.direction == 'rtl' %} dir="rtl"{% endif %} class="no-js">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }} &#8211; {{ site }}</title>
{{ meta }}
<link rel="alternate" type="application/rss+xml" title="{{ site }} &raquo; Feed" href="/feed/">
<link rel="stylesheet" id="twentysixteen-style-css" href="/wp-content/themes/sixteen/style.css?ver=6.4" media="all">
<script src="/wp-includes/js/jquery/jquery.min.js?ver=3.7.1" id="jquery-core-js"></script>
<link rel="https://api.w.example/" href="/wp-json/"><link rel="shortlink" href="/?p={{ number(100, 9000) }}">
</head>
<body class="{{ body_class|default(kinds[kind]) }} wp-embed-responsive group-blog">
<div id="page" class="site"><div class="site-inner">
<a class="skip-link screen-reader-text" href="#content">{{ w.menu }}</a>
<header id="masthead" class="site-header" role="banner"><div class="site-header-main"><div class="site-branding">
<p class="site-title"><a href="/" rel="home">{{ site }}</a></p></div>
<button id="menu-toggle" class="menu-toggle">{{ w.menu }}</button>
<div id="site-header-menu" class="site-header-menu"><nav id="site-navigation" class="main-navigation" role="navigation"><div class="menu-main-container"><ul id="menu-main" class="primary-menu">
{% for x in t.sections %}<li id="menu-item-{{ 40 + loop.index }}" class="menu-item menu-item-type-taxonomy menu-item-object-category menu-item-{{ 40 + loop.index }}"><a href="/category/{{ slugs[loop.index0 % 10] }}/">{{ x }}</a></li>
{% endfor %}</ul></div></nav></div></div></header>
<div id="content" class="site-content">
<div id="primary" class="content-area"><main id="main" class="site-main" role="main">
{% block main %}{% endblock %}
</main></div>
{% if side %}<aside id="secondary" class="sidebar widget-area" role="complementary">
<section id="search-2" class="widget widget_search"><form role="search" method="get" class="search-form" action="/"><input type="search" class="search-field" placeholder="{{ w.search }} &hellip;" value="" name="s"><button type="submit" class="search-submit">{{ w.search }}</button></form></section>
<section id="recent-posts-2" class="widget widget_recent_entries"><h2 class="widget-title">{{ w.latest }}</h2><ul>{% for x in take(5) %}<li><a href="{{ x.url }}">{{ x.title }}</a></li>{% endfor %}</ul></section>
<section id="archives-2" class="widget widget_archive"><h2 class="widget-title">{{ w.all }}</h2><ul>{% for m in t.months %}<li><a href="/2024/{{ '%02d' % loop.index }}/">{{ m }} 2024</a>&nbsp;({{ number(3, 40) }})</li>{% endfor %}</ul></section>
</aside>{% endif %}
</div>
<footer id="colophon" class="site-footer" role="contentinfo"><div class="site-info"><span class="site-title"><a href="/" rel="home">{{ site }}</a></span> <a href="/privacy/">{{ w.privacy }}</a> <a href="/contact/">{{ w.contact }}</a></div></footer>
</div></div>
<div id="cookie-notice" role="dialog" class="cookie-notice-hidden"><div class="cookie-notice-container"><span id="cn-notice-text">{{ w.cookies }}</span><a href="#" id="cn-accept-cookie" class="cn-button">{{ w.accept }}</a></div></div>
<script id="wp-embed-js" src="/wp-includes/js/wp-embed.min.js"></script>
</body></html>""",
    "wp_block": """<!DOCTYPE html>
<html lang="{{ t.code }}" dir="{{ t.direction }}">
<head><meta charset="UTF-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><meta name='robots' content='index, follow, max-image-preview:large' />
<title>{{ title }} - {{ site }}</title>
{{ meta }}
<style id='wp-block-site-title-inline-css'>.wp-block-site-title a{color:inherit}</style>
<style id='global-styles-inline-css'>:root{--wp--preset--color--base:#fff;--wp--preset--font-size--small:.9rem}</style>
</head>
<body class="{{ body_class|default(kinds[kind]) }} wp-custom-logo wp-embed-responsive">
<div class="wp-site-blocks"><header class="wp-block-template-part"><div class="wp-block-group alignfull has-global-padding is-layout-constrained"><div class="wp-block-group is-content-justification-space-between is-layout-flex">
<p class="wp-block-site-title"><a href="/" target="_self" rel="home">{{ site }}</a></p>
<nav class="is-responsive items-justified-right wp-block-navigation"><button aria-haspopup="dialog" aria-label="{{ w.menu }}" class="wp-block-navigation__responsive-container-open"><svg width="24" height="24"></svg></button><ul class="wp-block-navigation__container">{% for x in t.sections[:7] %}<li class="wp-block-navigation-item wp-block-navigation-link"><a class="wp-block-navigation-item__content" href="/{{ slugs[loop.index0] }}/"><span class="wp-block-navigation-item__label">{{ x }}</span></a></li>{% endfor %}</ul></nav>
</div></div></header>
<main class="wp-block-group is-layout-flow" id="wp--skip-link--target">{% block main %}{% endblock %}</main>
<footer class="wp-block-template-part"><div class="wp-block-group alignwide"><div class="wp-block-columns"><div class="wp-block-column"><h2 class="wp-block-heading has-small-font-size">{{ w.about }}</h2><p class="has-small-font-size">{{ site }}</p></div><div class="wp-block-column"><ul class="wp-block-list"><li><a href="/privacy/">{{ w.privacy }}</a></li><li><a href="/terms/">{{ w.terms }}</a></li><li><a href="/contact/">{{ w.contact }}</a></li></ul></div></div></div></footer></div>
</body></html>""",
    "elementor": """<!doctype html><html lang="{{ t.code }}"{% if t.direction == 'rtl' %} dir="rtl"{% endif %}><head><meta charset="UTF-8"><title>{{ title }} | {{ site }}</title>
{{ meta }}
<link rel='stylesheet' href='/wp-content/plugins/elementor/assets/css/frontend.min.css?ver=3.18.3'></head>
<body class="elementor-default elementor-template-full-width elementor-kit-7 elementor-page-812">
<header data-elementor-type="header" class="elementor elementor-66 elementor-location-header"><div class="elementor-section-wrap"><section class="elementor-section elementor-top-section elementor-section-boxed"><div class="elementor-container elementor-column-gap-default"><div class="elementor-column elementor-col-33"><div class="elementor-widget-wrap elementor-element-populated"><div class="elementor-element elementor-widget elementor-widget-image"><div class="elementor-widget-container"><a href="/"><img width="180" height="52" src="/wp-content/uploads/logo.png" alt="{{ site }}"></a></div></div></div></div><div class="elementor-column elementor-col-66"><div class="elementor-widget-wrap"><div class="elementor-element elementor-widget elementor-widget-nav-menu"><div class="elementor-widget-container"><nav class="elementor-nav-menu--main elementor-nav-menu__container"><ul class="elementor-nav-menu">{% for x in t.sections[:8] %}<li class="menu-item"><a href="/{{ slugs[loop.index0] }}/" class="elementor-item">{{ x }}</a></li>{% endfor %}<li class="menu-item"><a href="/contact/" class="elementor-item">{{ w.contact }}</a></li></ul></nav></div></div></div></div></div></section></div></header>
<div data-elementor-type="wp-page" class="elementor elementor-812">{% block main %}{% endblock %}</div>
<footer data-elementor-type="footer" class="elementor elementor-90 elementor-location-footer"><section class="elementor-section"><div class="elementor-container"><div class="elementor-widget-heading"><div class="elementor-widget-container"><h4 class="elementor-heading-title elementor-size-default">{{ w.newsletter }}</h4></div></div><div class="elementor-widget-text-editor"><div class="elementor-widget-container"><p>{{ w.signup }}</p></div></div><form class="elementor-form" method="post"><input type="email" class="elementor-field" placeholder="{{ w.email }}"><button type="submit" class="elementor-button">{{ w.subscribe }}</button></form><div class="elementor-widget-text-editor"><p>&copy; 2024 {{ site }} · <a href="/privacy/">{{ w.privacy }}</a> · <a href="/terms/">{{ w.terms }}</a></p></div></div></section></footer></body></html>""",
    "drupal7": """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML+RDFa 1.0//EN" "http://dtd.example/xhtml-rdfa-1.dtd">
<html xmlns="http://xhtml.example/1999" xml:lang="{{ t.code }}" version="XHTML+RDFa 1.0" dir="{{ t.direction }}">
<head profile="http://profile.example/">
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="Generator" content="Drupal 7" />
{{ meta }}
<title>{{ title }} | {{ site }}</title>
<style type="text/css" media="all">@import url("/modules/system/system.base.css");</style>
</head>
<body class="html not-front not-logged-in one-sidebar sidebar-second {{ 'page-views' if kind == 'listing' else 'page-node' }} i18n-{{ t.code }}">
<div id="skip-link"><a href="#main-content" class="element-invisible element-focusable">{{ w.menu }}</a></div>
<div id="page-wrapper"><div id="page">
<div id="header"><div class="section clearfix"><a href="/" title="{{ w.home }}" rel="home" id="logo"><img src="/sites/default/files/logo.png" alt="{{ w.home }}" /></a><div id="name-and-slogan"><div id="site-name"><strong><a href="/" rel="home"><span>{{ site }}</span></a></strong></div></div>
<div class="region region-header"><div id="block-search-form" class="block block-search"><div class="content"><form action="/search" method="post" id="search-block-form"><div class="form-item"><label class="element-invisible">{{ w.search }}</label><input type="text" name="search_block_form" size="15" /></div></form></div></div></div></div></div>
<div id="navigation"><div class="section"><ul id="main-menu" class="links inline clearfix">{% for x in t.sections %}<li class="menu-{{ 200 + loop.index }}{% if loop.first %} first{% endif %}"><a href="/{{ slugs[loop.index0 % 10] }}">{{ x }}</a></li> {% endfor %}</ul></div></div>
<div id="breadcrumb"><div class="breadcrumb"><a href="/">{{ w.home }}</a></div></div>
<div id="main-wrapper"><div id="main" class="clearfix"><div id="content" class="column"><div class="section"><a id="main-content"></a>
{% block main %}{% endblock %}
</div></div>
{% if side %}<div id="sidebar-second" class="column sidebar"><div class="section"><div class="region region-sidebar-second"><div id="block-views-latest-block" class="block block-views"><h2>{{ w.latest }}</h2><div class="content"><div class="view view-latest"><div class="view-content">{% for x in take(6) %}<div class="views-row views-row-{{ loop.index }}"><div class="views-field views-field-title"><span class="field-content"><a href="{{ x.url }}">{{ x.title }}</a></span></div><div class="views-field views-field-created"><span class="field-content">{{ x.date }}</span></div></div>{% endfor %}</div></div></div></div><div id="block-user-login" class="block block-user"><h2>{{ w.login }}</h2><div class="content"><form action="/node?destination=node" method="post" id="user-login-form"><div class="form-item"><input type="text" name="name" /></div><div class="form-item"><input type="password" name="pass" /></div><input type="submit" value="{{ w.login }}" class="form-submit" /></form></div></div></div></div></div>{% endif %}
</div></div>
<div id="footer-wrapper"><div class="section"><div id="footer" class="clearfix"><div class="region region-footer"><ul class="menu"><li class="first leaf"><a href="/about">{{ w.about }}</a></li><li class="leaf"><a href="/contact">{{ w.contact }}</a></li><li class="last leaf"><a href="/legal">{{ w.terms }}</a></li></ul></div></div></div></div>
</div></div></body></html>""",
    "drupal9": """<!DOCTYPE html>
<html lang="{{ t.code }}" dir="{{ t.direction }}" prefix="content: http://rdf.example/content#">
<head><meta charset="utf-8" />
{{ meta }}
<meta name="Generator" content="Drupal 10 (https://drupal.example)" /><meta name="MobileOptimized" content="width" />
<title>{{ title }} | {{ site }}</title><link rel="stylesheet" media="all" href="/core/modules/system/components/align.module.css?s8" /></head>
<body class="path-node page-node-type-{{ node_type|default('page') }}">
<a href="#main-content" class="visually-hidden focusable skip-link">{{ w.menu }}</a>
<div class="dialog-off-canvas-main-canvas" data-off-canvas-main-canvas><div class="layout-container">
<header role="banner" class="site-header"><div class="region region-header"><div id="block-branding" class="block block-system block-system-branding-block"><a href="/" rel="home" class="site-logo"><img src="/themes/custom/olive/logo.svg" alt="{{ w.home }}" /></a><div class="site-name"><a href="/" rel="home">{{ site }}</a></div></div><nav role="navigation" aria-labelledby="block-main-menu" id="block-main" class="block block-menu navigation menu--main"><h2 class="visually-hidden" id="block-main-menu">{{ w.menu }}</h2><ul class="menu">{% for x in t.sections[:9] %}<li class="menu-item{% if loop.index == 3 %} menu-item--expanded{% endif %}"><a href="/{{ t.code }}/{{ slugs[loop.index0] }}">{{ x }}</a>{% if loop.index == 3 %}<ul class="menu">{% for y in t.sections[4:8] %}<li class="menu-item"><a href="/{{ t.code }}/sub{{ loop.index }}">{{ y }}</a></li>{% endfor %}</ul>{% endif %}</li>{% endfor %}</ul></nav></div></header>
<div class="region region-breadcrumb"><nav class="breadcrumb" role="navigation" aria-label="Breadcrumb"><ol><li><a href="/{{ t.code }}">{{ w.home }}</a></li><li><a href="/{{ t.code }}/{{ slugs[0] }}">{{ t.sections[0] }}</a></li></ol></nav></div>
<main role="main"><a id="main-content" tabindex="-1"></a><div class="layout-content"><div class="region region-content"><div data-drupal-messages-fallback class="hidden"></div>
{% block main %}{% endblock %}
</div></div></main>
<footer role="contentinfo"><div class="region region-footer"><nav class="block menu--footer"><ul class="menu"><li class="menu-item"><a href="/contact">{{ w.contact }}</a></li><li class="menu-item"><a href="/privacy">{{ w.privacy }}</a></li><li class="menu-item"><a href="/terms">{{ w.terms }}</a></li></ul></nav></div></footer>
</div></div></body></html>""",
    "typo3": """<!DOCTYPE html>
<html lang="{{ t.code }}" dir="{{ t.direction }}">
<head>
<meta charset="utf-8">
<!--
	This website is powered by an open source content management framework.
-->
<title>{{ title }} - {{ site }}</title>
<meta name="generator" content="TYPO3 CMS">
{{ meta }}
<link rel="stylesheet" href="/typo3temp/assets/compressed/merged-4a.css" media="all">
</head>
<body id="p{{ number(10, 900) }}" class="page-{{ number(1, 60) }} pagelevel-2 language-0 layout-default">
<div id="top"></div><div class="body-bg"><header id="page-header" class="bp-page-header navbar navbar-mainnavigation navbar-default"><div class="container"><a class="navbar-brand" href="/"><img class="navbar-brand-logo" src="/fileadmin/logo.svg" alt="{{ site }}"></a><nav id="mainnavigation" class="collapse navbar-collapse"><ul class="nav navbar-nav">{% for x in t.sections[:8] %}<li class="nav-item dropdown"><a href="/{{ slugs[loop.index0] }}" class="nav-link dropdown-toggle"><span class="nav-link-text">{{ x }}</span></a></li>{% endfor %}</ul></nav></div></header>
<nav class="breadcrumb-section"><div class="container"><ol class="breadcrumb"><li class="breadcrumb-item"><a class="breadcrumb-link" href="/">{{ w.home }}</a></li><li class="breadcrumb-item active">{{ title }}</li></ol></div></nav>
<div id="page-content" class="bp-page-content main-section"><!--TYPO3SEARCH_begin--><div class="section section-default"><div class="container"><div class="section-row"><main class="section-column maincontent-wrap" role="main">
{% block main %}{% endblock %}
</main>
{% if side %}<div class="section-column subcontent-wrap"><div id="c88" class="frame frame-default frame-type-list"><div class="frame-inner"><h3>{{ w.latest }}</h3><ul class="list-unstyled">{% for x in take(3) %}<li><a href="{{ x.url }}">{{ x.title }}</a></li>{% endfor %}</ul></div></div><div id="c91" class="frame frame-type-html"><div class="frame-inner"><h3>{{ w.contact }}</h3><p>{{ site }}<br>Tel. 0 00 / 12 34 56</p></div></div></div>{% endif %}
</div></div></div><!--TYPO3SEARCH_end--></div>
<footer id="page-footer" class="bp-page-footer"><section class="section footer-section footer-section-meta"><div class="container"><div class="footer-meta"><a href="/imprint">{{ w.terms }}</a> <a href="/privacy">{{ w.privacy }}</a></div><div class="footer-copyright"><p>© {{ site }} 2024</p></div></div></section></footer>
<a class="scroll-top" href="#top"><span class="scroll-top-icon"></span> {{ w.top }}</a></div></body></html>""",
    "joomla": """<!DOCTYPE html>
<html xmlns="http://xhtml.example/1999" xml:lang="{{ t.code }}" lang="{{ t.code }}" dir="{{ t.direction }}">
<head>
<base href="{{ url }}" />
<meta http-equiv="content-type" content="text/html; charset=utf-8" />
<meta name="generator" content="Joomla! - Open Source Content Management" />
{{ meta }}
<title>{{ title }}</title>
<link href="/templates/protostar/css/template.css" rel="stylesheet" />
</head>
<body class="site com_content view-{{ view|default('article') }} no-layout no-task itemid-101">
<div class="body"><div class="container">
<header class="header" role="banner"><div class="header-inner clearfix"><a class="brand pull-left" href="/"><span class="site-title">{{ site }}</span></a><div class="header-search pull-right"><div class="search"><form action="/index.php" method="post" class="form-inline"><input name="searchword" class="inputbox search-query" type="search" placeholder="{{ w.search }} ..." /><input type="hidden" name="option" value="com_search" /></form></div></div></div></header>
<nav class="navigation" role="navigation"><ul class="nav menu nav-pills mod-list">{% for x in t.sections[:9] %}<li class="item-{{ 101 + loop.index }}"><a href="/index.php/{{ slugs[loop.index0] }}">{{ x }}</a></li>{% endfor %}</ul></nav>
<div class="row-fluid"><main id="content" role="main" class="span9"><div id="system-message-container"></div>
{% block main %}{% endblock %}
</main>
{% if side %}<div id="aside" class="span3"><div class="well _menu"><h3 class="page-header">{{ w.mostread }}</h3><ul class="mostread mod-list">{% for x in take(5) %}<li itemscope itemtype="https://schema.org/Article"><a href="/index.php{{ x.url }}" itemprop="url"><span itemprop="name">{{ x.title }}</span></a></li>{% endfor %}</ul></div><div class="well"><h3 class="page-header">{{ w.login }}</h3><form action="/index.php" method="post" id="login-form" class="form-inline"><input type="text" name="username" class="input-small" /><input type="password" name="password" class="input-small" /><button type="submit" class="btn btn-primary">{{ w.login }}</button></form></div></div>{% endif %}
</div></div></div>
<footer class="footer" role="contentinfo"><div class="container"><hr /><p class="pull-right"><a href="#top" id="back-top">{{ w.top }}</a></p><p>&copy; 2024 {{ site }}</p></div></footer>
</body></html>""",
    "blogger": """<!DOCTYPE html>
<html class='v2' dir='{{ t.direction }}' lang='{{ t.code }}' xmlns='http://xhtml.example/1999' xmlns:b='http://b.example/gml'>
<head>
<meta content='width=1100' name='viewport'/><meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/><meta content='blogger' name='generator'/>
{{ meta }}
<title>{{ site }}: {{ title }}</title>
<style id='page-skin-1' type='text/css'><!-- body{font:14px Georgia} --></style>
</head>
<body class='loading variant-dark'>
<div class='navbar no-items section' id='navbar'></div>
<div class='body-fauxcolumns'><div class='fauxcolumn-outer body-fauxcolumn-outer'></div></div>
<div class='content'><div class='content-outer'><div class='content-inner'>
<header><div class='header-outer'><div class='region-inner header-inner'><div class='header section' id='header'><div class='widget Header' id='Header1'><div id='header-inner'><div class='titlewrapper'><h1 class='title'><a href='/'>{{ site }}</a></h1></div><div class='descriptionwrapper'><p class='description'><span>{{ blurb|default(w.signup) }}</span></p></div></div></div></div></div></div></header>
<div class='main-outer'><div class='region-inner main-inner'><div class='columns fauxcolumns'><div class='columns-inner'><div class='column-center-outer'><div class='column-center-inner'><div class='main section' id='main'><div class='widget Blog' id='Blog1'><div class='blog-posts hfeed'>
{% block main %}{% endblock %}
</div><div class='blog-pager' id='blog-pager'><span id='blog-pager-newer-link'><a class='blog-pager-newer-link' href='/2024/05/p.html'>{{ w.next }}</a></span><span id='blog-pager-older-link'><a class='blog-pager-older-link' href='/2024/04/q.html'>{{ w.prev }}</a></span><a class='home-link' href='/'>{{ w.home }}</a></div></div></div></div></div>
<div class='column-right-outer'><aside><div class='sidebar section' id='sidebar-right-1'><div class='widget BlogArchive' id='BlogArchive1'><h2>{{ w.all }}</h2><div class='widget-content'><ul class='hierarchy'><li class='archivedate expanded'><a class='post-count-link' href='/2024/'>2024</a> <span class='post-count' dir='ltr'>(31)</span><ul class='posts'>{% for x in take(6) %}<li><a href='{{ x.url }}'>{{ x.title }}</a></li>{% endfor %}</ul></li></ul></div></div><div class='widget Label' id='Label1'><h2>{{ w.tags }}</h2><div class='widget-content cloud-label-widget-content'>{% for x in t.sections %}<span class='label-size label-size-{{ loop.index % 5 + 1 }}'><a dir='ltr' href='/search/label/{{ loop.index }}'>{{ x }}</a></span>{% endfor %}</div></div><div class='widget Profile' id='Profile1'><h2>{{ w.about }}</h2><a class='profile-name-link g-profile' href='/profile'>{{ t.names[0] }}</a></div></div></aside></div>
</div></div></div></div></div></div></div></body></html>""",
    "ghost": """<!DOCTYPE html>
<html lang="{{ t.code }}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{ title }}</title>
<link rel="preload" as="style" href="/assets/built/screen.css?v=a1">
{{ meta }}
<meta name="generator" content="Ghost 5.75"><script defer src="/public/cards.min.js?v=a1"></script></head>
<body class="{{ body_class|default('post-template' if kind == 'article' else 'page-template') }} is-head-left-logo has-cover">
<div class="viewport"><header id="gh-head" class="gh-head outer"><div class="gh-head-inner inner"><div class="gh-head-brand"><a class="gh-head-logo" href="/">{{ site }}</a><button class="gh-burger" aria-label="Toggle menu"></button></div><nav class="gh-head-menu"><ul class="nav">{% for x in t.sections[:5] %}<li class="nav-{{ slugs[loop.index0] }}"><a href="/{{ slugs[loop.index0] }}/">{{ x }}</a></li>{% endfor %}</ul></nav><div class="gh-head-actions"><div class="gh-head-members"><a class="gh-head-link" href="#/portal/signin" data-portal="signin">{{ w.login }}</a><a class="gh-head-button" href="#/portal/signup" data-portal="signup">{{ w.subscribe }}</a></div></div></div></header>
<div class="site-content">{% block main %}{% endblock %}</div>
<footer class="site-footer outer"><div class="inner"><section class="copyright"><a href="/">{{ site }}</a> &copy; 2024</section><nav class="site-footer-nav"><ul class="nav"><li><a href="/about/">{{ w.about }}</a></li><li><a href="/privacy/">{{ w.privacy }}</a></li></ul></nav><div class="gh-powered-by">{{ site }}</div></div></footer></div></body></html>""",
}
