-- A SKU as the eye reads it: compatibility forms made one, Cyrillic and Greek letters that look Latin made Latin, every dash
-- a hyphen, lower case, without spaces and what has no width.
create or replace function stock.plain_sku(p_sku text) returns text
language sql immutable
return regexp_replace(lower(translate(normalize(p_sku, NFKC),
  U&'\0410\0412\0415\041A\041C\041D\041E\0420\0421\0422\0423\0425\0405\0406\0408'
  || U&'\0430\0432\0435\043A\043C\043D\043E\0440\0441\0442\0443\0445\0455\0456\0458'
  || U&'\0391\0392\0395\0396\0397\0399\039A\039C\039D\039F\03A1\03A4\03A5\03A7\03BF\2010\2011\2012\2013\2014\2212',
  'ABEKMHOPCTYXSIJabekmhopctyxsijABEZHIKMNOPTYXo------')),
  U&'[\\s\200B-\200F\2060\FEFF\00AD]', '', 'g');
